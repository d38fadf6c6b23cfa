"""GOV.UK pages, grouped by the job a person is doing.

In:  requests.
Out: pages. A page calls one journey or query and prints plain values.
"""

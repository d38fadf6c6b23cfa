"""A made-up county: tens of thousands of children and what seven kinds of agency have written down of them."""

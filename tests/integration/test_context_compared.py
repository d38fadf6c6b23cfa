"""A made-up signature of a context is compared with the right one without saying how far it was right."""

from tests.integration.made_up import as_app


def test_signatures_are_compared_as_hashes_under_a_value_that_is_new_each_time(database):
    with as_app() as bare:
        (source,) = bare.execute(
            "SELECT prosrc FROM pg_proc WHERE oid = 'context.open(text, bytea)'::regprocedure"
        ).fetchone()
    assert "fresh bytea := uuid_send(gen_random_uuid());" in source
    assert "sha256(fresh || coalesce(signature, ''::bytea))" in source
    assert "sha256(fresh || context.signature_of(token))" in source
    assert source.count("signature_of") == 1

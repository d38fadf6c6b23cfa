-- The two signatures are hashed with a value that is new each time before they are compared: how long comparing takes says
-- nothing of how far a made-up signature was right.
CREATE OR REPLACE FUNCTION context.open(token text, signature bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, context AS $$
DECLARE
    field text[] := string_to_array(token, '|');
    fresh bytea := uuid_send(gen_random_uuid());
BEGIN
    IF sha256(fresh || coalesce(signature, ''::bytea)) IS DISTINCT FROM sha256(fresh || context.signature_of(token)) THEN
        RAISE EXCEPTION 'the context is not signed by this installation' USING ERRCODE = 'RC002';
    END IF;
    IF field[9]::integer <> pg_backend_pid() OR field[10]::xid8 <> pg_current_xact_id() THEN
        RAISE EXCEPTION 'the context was signed for another connection or transaction' USING ERRCODE = 'RC003';
    END IF;
    INSERT INTO context.opened
    VALUES (pg_backend_pid(), pg_current_xact_id(), field[1], nullif(field[2], '')::uuid, nullif(field[3], '')::uuid,
            field[4], field[5] = '1', field[6], field[7]::uuid, field[8]::timestamptz)
    ON CONFLICT (backend) DO UPDATE
    SET transaction = excluded.transaction, kind = excluded.kind, user_id = excluded.user_id,
        agency_id = excluded.agency_id, role_code = excluded.role_code, may_read = excluded.may_read,
        purpose_code = excluded.purpose_code, request_id = excluded.request_id, at = excluded.at;
END
$$;

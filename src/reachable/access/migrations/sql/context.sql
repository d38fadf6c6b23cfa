-- The signed context. Without one open in this very transaction, reading a personal row raises.
CREATE SCHEMA context;
GRANT USAGE ON SCHEMA context TO reachable_app, reachable_resolver;

CREATE TABLE context.signing_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    inner_pad bytea NOT NULL CHECK (octet_length(inner_pad) = 64),
    outer_pad bytea NOT NULL CHECK (octet_length(outer_pad) = 64)
);

CREATE UNLOGGED TABLE context.opened (
    backend integer PRIMARY KEY,
    transaction xid8 NOT NULL,
    kind text NOT NULL CHECK (kind IN ('PERSON', 'ACTING', 'RUN')),
    user_id uuid,
    agency_id uuid,
    role_code text NOT NULL,
    may_read boolean NOT NULL,
    purpose_code text NOT NULL,
    request_id uuid NOT NULL,
    at timestamptz NOT NULL
) WITH (fillfactor = 20);

-- HMAC-SHA256 from the core sha256(): the embedded PostgreSQL has no pgcrypto.
CREATE FUNCTION context.signature_of(token text) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, context AS $$
    SELECT sha256(outer_pad || sha256(inner_pad || convert_to(token, 'UTF8'))) FROM context.signing_key
$$;
REVOKE ALL ON FUNCTION context.signature_of(text) FROM PUBLIC;

CREATE FUNCTION context.open(token text, signature bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, context AS $$
DECLARE
    field text[] := string_to_array(token, '|');
BEGIN
    IF signature IS DISTINCT FROM context.signature_of(token) THEN
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
REVOKE ALL ON FUNCTION context.open(text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context.open(text, bytea) TO reachable_app;

CREATE FUNCTION context.current() RETURNS context.opened
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, context AS $$
DECLARE
    found_context context.opened;
BEGIN
    SELECT * INTO found_context FROM context.opened
    WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no signed context is open: personal records cannot be read' USING ERRCODE = 'RC001';
    END IF;
    RETURN found_context;
END
$$;
REVOKE ALL ON FUNCTION context.current() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context.current() TO reachable_resolver;

CREATE FUNCTION context.require() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, context AS $$
    SELECT (context.current()).kind
$$;
REVOKE ALL ON FUNCTION context.require() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context.require() TO reachable_app, reachable_resolver;

CREATE FUNCTION context.agency_id() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, context AS $$
    SELECT (context.current()).agency_id
$$;
REVOKE ALL ON FUNCTION context.agency_id() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context.agency_id() TO reachable_app, reachable_resolver;

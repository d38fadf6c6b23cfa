-- An analyst reads counts that were released, and nothing of anybody: whatever asks who is looking raises for them, so that every
-- policy of a personal table and every narrow function is shut to them, those not yet written included.
CREATE OR REPLACE FUNCTION context.current() RETURNS context.opened
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, context AS $$
DECLARE
    found_context context.opened;
BEGIN
    SELECT * INTO found_context FROM context.opened
    WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no signed context is open: personal records cannot be read' USING ERRCODE = 'RC001';
    END IF;
    IF found_context.role_code = 'ANALYST' THEN
        RAISE EXCEPTION 'an analyst reads released counts, and nothing of anybody' USING ERRCODE = 'RC041';
    END IF;
    RETURN found_context;
END
$$;

-- One of the two doors that stand open to an analyst: what they did is noted, such as that they signed in.
CREATE OR REPLACE FUNCTION audit.note(kind text, about uuid[], what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
DECLARE
    asking context.opened;
BEGIN
    SELECT * INTO asking FROM context.opened
    WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no signed context is open: nothing can be noted' USING ERRCODE = 'RC001';
    END IF;
    IF kind IN ('OPENED', 'LISTED', 'REFUSED') THEN
        RAISE EXCEPTION 'records are opened by people.open_records' USING ERRCODE = 'RC005';
    END IF;
    INSERT INTO audit.entry (at, request_id, kind, user_id, agency_id, role_code, purpose_code, about_id, what, grants, salt, payload_hash)
    SELECT asking.at, asking.request_id, note.kind, asking.user_id, asking.agency_id, asking.role_code, asking.purpose_code,
           one, note.what, false, ''::bytea, ''::bytea
    FROM unnest(coalesce(nullif(about, '{}'), ARRAY[NULL]::uuid[])) AS one;
END
$$;

-- The other: who may read the counts that were released.
CREATE FUNCTION context.reads_counts() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, context AS $$
DECLARE
    asking context.opened;
BEGIN
    SELECT * INTO asking FROM context.opened
    WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no signed context is open: counts cannot be read' USING ERRCODE = 'RC001';
    END IF;
    RETURN asking.kind = 'RUN' OR (asking.kind = 'PERSON'
        AND asking.role_code IN ('ANALYST', 'SUPERVISOR', 'COORDINATOR', 'SAFEGUARDING_LEAD'));
END
$$;
REVOKE ALL ON FUNCTION context.reads_counts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context.reads_counts() TO reachable_app;

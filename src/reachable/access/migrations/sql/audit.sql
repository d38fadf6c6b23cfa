-- The record of everything looked at and done. Entries are committed by whoever makes them; one sequencer chains them after.
CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO reachable_app, reachable_resolver;

CREATE TABLE audit.entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    committed_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    request_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('OPENED', 'LISTED', 'REFUSED', 'SEARCHED', 'WROTE', 'RUN', 'SIGNED_IN', 'READ_AUDIT')),
    user_id uuid,
    agency_id uuid,
    role_code text NOT NULL,
    purpose_code text NOT NULL,
    about_id uuid,
    what text NOT NULL CHECK (length(what) BETWEEN 1 AND 200),
    grants boolean NOT NULL,
    salt bytea NOT NULL,
    payload_hash bytea NOT NULL,
    CHECK (NOT grants OR (kind IN ('OPENED', 'LISTED') AND about_id IS NOT NULL AND user_id IS NOT NULL))
);
CREATE INDEX audit_entry_grants ON audit.entry (request_id) WHERE grants;
CREATE INDEX audit_entry_about ON audit.entry (about_id, at);
CREATE INDEX audit_entry_user ON audit.entry (user_id, at);

CREATE TABLE audit.waiting (entry_id bigint PRIMARY KEY REFERENCES audit.entry, at timestamptz NOT NULL);

CREATE TABLE audit.chain (
    sequence bigint PRIMARY KEY,
    entry_id bigint NOT NULL UNIQUE REFERENCES audit.entry,
    chained_at timestamptz NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL
);

CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit record is only ever added to' USING ERRCODE = 'RC004';
END
$$;
CREATE TRIGGER entry_only_grows BEFORE UPDATE OR DELETE ON audit.entry FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER entry_never_emptied BEFORE TRUNCATE ON audit.entry FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER chain_only_grows BEFORE UPDATE OR DELETE ON audit.chain FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER chain_never_emptied BEFORE TRUNCATE ON audit.chain FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE FUNCTION audit.payload_of(entry audit.entry) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, audit AS $$
    SELECT concat_ws('|', entry.id, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.request_id,
                     entry.kind, coalesce(entry.user_id::text, ''), coalesce(entry.agency_id::text, ''), entry.role_code,
                     entry.purpose_code, coalesce(entry.about_id::text, ''), entry.what, entry.grants::integer)
$$;

-- Fills in what nobody may choose: the salt, the hash of the payload, and the transaction that commits it.
CREATE FUNCTION audit.seal_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, audit AS $$
BEGIN
    NEW.committed_by := pg_current_xact_id();
    NEW.salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    NEW.payload_hash := sha256(NEW.salt || convert_to(audit.payload_of(NEW), 'UTF8'));
    RETURN NEW;
END
$$;
CREATE TRIGGER seal BEFORE INSERT ON audit.entry FOR EACH ROW EXECUTE FUNCTION audit.seal_entry();

CREATE FUNCTION audit.queue_for_chaining() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, audit AS $$
BEGIN
    INSERT INTO audit.waiting SELECT id, clock_timestamp() FROM added;
    RETURN NULL;
END
$$;
CREATE TRIGGER queue AFTER INSERT ON audit.entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit.queue_for_chaining();

-- Notes an act or a run. It takes who, why and when from the signed context, never from the caller.
CREATE FUNCTION audit.note(kind text, about uuid[], what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
DECLARE
    asking context.opened := context.current();
BEGIN
    IF kind IN ('OPENED', 'LISTED', 'REFUSED') THEN
        RAISE EXCEPTION 'records are opened by people.open_records' USING ERRCODE = 'RC005';
    END IF;
    INSERT INTO audit.entry (at, request_id, kind, user_id, agency_id, role_code, purpose_code, about_id, what, grants, salt, payload_hash)
    SELECT asking.at, asking.request_id, note.kind, asking.user_id, asking.agency_id, asking.role_code, asking.purpose_code,
           one, note.what, false, ''::bytea, ''::bytea
    FROM unnest(coalesce(nullif(about, '{}'), ARRAY[NULL]::uuid[])) AS one;
END
$$;
REVOKE ALL ON FUNCTION audit.note(text, uuid[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.note(text, uuid[], text) TO reachable_app, reachable_resolver;

-- The one way to make an entry that opens a record. Only the resolver may call it, after it has decided.
CREATE FUNCTION audit.note_decision(opened uuid[], refused uuid[], shown text, what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
DECLARE
    asking context.opened := context.current();
BEGIN
    INSERT INTO audit.entry (at, request_id, kind, user_id, agency_id, role_code, purpose_code, about_id, what, grants, salt, payload_hash)
    SELECT asking.at, asking.request_id, shown, asking.user_id, asking.agency_id, asking.role_code, asking.purpose_code,
           one, note_decision.what, true, ''::bytea, ''::bytea
    FROM unnest(opened) AS one
    UNION ALL
    SELECT asking.at, asking.request_id, 'REFUSED', asking.user_id, asking.agency_id, asking.role_code, asking.purpose_code,
           one, note_decision.what, false, ''::bytea, ''::bytea
    FROM unnest(refused) AS one;
END
$$;
REVOKE ALL ON FUNCTION audit.note_decision(uuid[], uuid[], text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.note_decision(uuid[], uuid[], text, text) TO reachable_resolver;

-- What this request may read: only entries committed by an earlier transaction count, so that an entry cannot be rolled
-- back after the record has been read.
CREATE FUNCTION context.granted() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
    SELECT coalesce(array_agg(DISTINCT entry.about_id), '{}')
    FROM audit.entry AS entry, context.current() AS asking
    WHERE entry.request_id = asking.request_id
      AND entry.user_id = asking.user_id
      AND entry.grants
      AND entry.committed_by IS DISTINCT FROM pg_current_xact_id_if_assigned()
$$;
REVOKE ALL ON FUNCTION context.granted() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context.granted() TO reachable_app, reachable_resolver;

-- The sequencer: one at a time, after the fact, so that no reader ever waits for a counter.
CREATE FUNCTION audit.chain_waiting(at_most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
    head audit.chain;
    next_entry record;
    chained integer := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(7241001) THEN
        RETURN 0;
    END IF;
    SELECT * INTO head FROM audit.chain ORDER BY sequence DESC LIMIT 1;
    IF NOT FOUND THEN
        head.sequence := 0;
        head.hash := sha256('reachable'::bytea);
    END IF;
    FOR next_entry IN
        SELECT entry.id, entry.payload_hash FROM audit.waiting JOIN audit.entry ON entry.id = waiting.entry_id
        ORDER BY entry.id LIMIT at_most
    LOOP
        INSERT INTO audit.chain
        VALUES (head.sequence + 1, next_entry.id, clock_timestamp(), head.hash,
                sha256(head.hash || int8send(head.sequence + 1) || int8send(next_entry.id) || next_entry.payload_hash))
        RETURNING * INTO head;
        DELETE FROM audit.waiting WHERE entry_id = next_entry.id;
        chained := chained + 1;
    END LOOP;
    RETURN chained;
END
$$;
REVOKE ALL ON FUNCTION audit.chain_waiting(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.chain_waiting(integer) TO reachable_app;

CREATE FUNCTION audit.longest_wait_seconds() RETURNS double precision
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
    SELECT coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0)::double precision FROM audit.waiting
$$;
REVOKE ALL ON FUNCTION audit.longest_wait_seconds() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.longest_wait_seconds() TO reachable_app;

-- Walks the chain and returns the first entry that does not fit, or nothing. An entry that is neither chained nor waiting
-- was cut off the chain or slipped in.
CREATE FUNCTION audit.first_broken() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
    link record;
    expected bytea := sha256('reachable'::bytea);
    expected_sequence bigint := 1;
BEGIN
    FOR link IN
        SELECT chain.*, entry.salt, entry.payload_hash, audit.payload_of(entry) AS payload
        FROM audit.chain LEFT JOIN audit.entry AS entry ON entry.id = chain.entry_id ORDER BY chain.sequence
    LOOP
        IF link.sequence <> expected_sequence OR link.previous <> expected
           OR link.payload_hash IS DISTINCT FROM sha256(link.salt || convert_to(link.payload, 'UTF8'))
           OR link.hash IS DISTINCT FROM
              sha256(link.previous || int8send(link.sequence) || int8send(link.entry_id) || link.payload_hash) THEN
            RETURN link.entry_id;
        END IF;
        expected := link.hash;
        expected_sequence := expected_sequence + 1;
    END LOOP;
    RETURN (
        SELECT min(entry.id) FROM audit.entry
        WHERE NOT EXISTS (SELECT 1 FROM audit.chain WHERE chain.entry_id = entry.id)
          AND NOT EXISTS (SELECT 1 FROM audit.waiting WHERE waiting.entry_id = entry.id));
END
$$;
REVOKE ALL ON FUNCTION audit.first_broken() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.first_broken() TO reachable_app;

-- Who has looked at a child: everything, for somebody to whom the record has been opened in this request; only what their own
-- agency did, for a supervisor to whom it has not. Reading the audit is itself noted.
CREATE FUNCTION audit.looked_at(about uuid[]) RETURNS SETOF audit.entry
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
DECLARE
    asking context.opened := context.current();
    opened uuid[] := context.granted();
BEGIN
    PERFORM audit.note('READ_AUDIT', about, 'who has looked');
    RETURN QUERY
        SELECT * FROM audit.entry
        WHERE entry.about_id = ANY (about) AND entry.kind IN ('OPENED', 'LISTED', 'REFUSED', 'WROTE')
          AND (entry.about_id = ANY (opened)
               OR (asking.kind = 'PERSON' AND asking.role_code = 'SUPERVISOR' AND entry.agency_id = asking.agency_id))
        ORDER BY entry.at DESC, entry.id DESC LIMIT 500;
END
$$;
REVOKE ALL ON FUNCTION audit.looked_at(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.looked_at(uuid[]) TO reachable_app;

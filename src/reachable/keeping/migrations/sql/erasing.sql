-- Erasing. A role that cannot sign in owns the few functions that delete: the application itself deletes nothing. What is
-- reached is read from the catalogue, so that a new table about somebody is erased without anybody thinking of it.
GRANT USAGE ON SCHEMA public, context, audit, resolver TO reachable_eraser;
GRANT EXECUTE ON FUNCTION context.current() TO reachable_eraser;

-- What is left of a record: how many rows of which kinds went, when, by whose decision and why. No name, and nothing typed.
CREATE TABLE audit.erased (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    act_id uuid NOT NULL UNIQUE,
    agency_id uuid NOT NULL,
    records uuid[] NOT NULL CHECK (cardinality(records) > 0),
    counts jsonb NOT NULL,
    ground text NOT NULL,
    rule_key text NOT NULL,
    proposed_by uuid NOT NULL,
    decided_by uuid NOT NULL CHECK (decided_by <> proposed_by),
    erased_at timestamptz NOT NULL
);
CREATE INDEX audit_erased_records ON audit.erased USING gin (records);
CREATE TRIGGER erased_only_grows BEFORE UPDATE OR DELETE ON audit.erased FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER erased_never_emptied BEFORE TRUNCATE ON audit.erased FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
GRANT SELECT ON audit.erased TO reachable_eraser;

CREATE FUNCTION audit.note_erased(
    act uuid, agency uuid, gone uuid[], counted jsonb, why text, rule text, proposer uuid, decider uuid, moment timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
    INSERT INTO audit.erased (act_id, agency_id, records, counts, ground, rule_key, proposed_by, decided_by, erased_at)
    VALUES (act, agency, gone, counted, why, rule, proposer, decider, moment)
    ON CONFLICT (act_id) DO NOTHING
$$;
REVOKE ALL ON FUNCTION audit.note_erased(uuid, uuid, uuid[], jsonb, text, text, uuid, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.note_erased(uuid, uuid, uuid[], jsonb, text, text, uuid, uuid, timestamptz) TO reachable_eraser;

-- What was erased, oldest first: for the list kept outside the database, and for an agency's own page.
CREATE FUNCTION audit.erased_after(last_known bigint) RETURNS SETOF audit.erased
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
    SELECT erased.* FROM audit.erased, context.current() AS asking
    WHERE erased.number > last_known AND (asking.kind <> 'PERSON' OR erased.agency_id = asking.agency_id)
    ORDER BY erased.number
$$;
REVOKE ALL ON FUNCTION audit.erased_after(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.erased_after(bigint) TO reachable_app;

GRANT CREATE ON SCHEMA resolver TO reachable_eraser;

-- Every table of rows about somebody.
CREATE FUNCTION resolver.tables_of_people() RETURNS regclass[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT array_agg(pg_class.oid::regclass ORDER BY relname) FROM pg_class
    JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'about_id' AND NOT attisdropped
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relrowsecurity
$$;

-- Which of these records must not be erased.
CREATE FUNCTION resolver.held_among(records uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT coalesce(array_agg(DISTINCT hold.about_id), '{}') FROM keeping_hold AS hold
    WHERE hold.about_id = ANY (records) AND hold.lifted_at IS NULL
$$;

-- No row that names somebody held is deleted by anybody, the server's owner included.
CREATE FUNCTION resolver.refuse_while_held() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    named uuid[] := ARRAY(
        SELECT said.value::uuid FROM jsonb_each_text(to_jsonb(OLD) - 'content') AS said
        WHERE said.value IS NOT NULL AND said.key IN (
            'about_id', 'subject_id', 'left_id', 'right_id', 'child_id', 'linked_subject_id', 'other_subject_id'));
BEGIN
    named := named
        || ARRAY(SELECT child_id FROM sharing_sharerecipient WHERE about_id = OLD.about_id)
        || ARRAY(SELECT subject_id FROM intake_concernchild WHERE concern_id = OLD.about_id AND subject_id IS NOT NULL);
    IF resolver.held_among(named) <> '{}' THEN
        RAISE EXCEPTION 'a hold stands on this record: it must not be erased' USING ERRCODE = 'RC030';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- Everything that hangs on these rows: rows about them, rows that point at them and cannot be without, and rows that stand by
-- themselves and name them.
CREATE FUNCTION resolver.hanging_on(begun uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    tables regclass[] := resolver.tables_of_people();
    doomed uuid[] := begun;
    edge uuid[] := begun;
    fresh uuid[];
    found uuid[];
    one record;
BEGIN
    WHILE edge <> '{}' LOOP
        fresh := '{}';
        FOR one IN
            SELECT conrelid::regclass AS held_in, attname AS pointing, 'true' AS only_if FROM pg_constraint
            JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
            WHERE contype = 'f' AND conrelid = ANY (tables) AND confrelid = ANY (tables) AND attnotnull
            UNION SELECT each, 'about_id', 'true' FROM unnest(tables) AS each
            UNION SELECT attrelid::regclass, attname, 'about_id = id' FROM pg_attribute
            WHERE attrelid = ANY (tables) AND attname IN ('subject_id', 'child_id') AND NOT attisdropped
        LOOP
            EXECUTE format('SELECT array_agg(id) FROM %s WHERE %I = ANY ($1) AND id <> ALL ($2) AND %s',
                           one.held_in, one.pointing, one.only_if)
                INTO found USING edge, doomed || fresh;
            fresh := fresh || coalesce(found, '{}');
        END LOOP;
        doomed := doomed || fresh;
        edge := fresh;
    END LOOP;
    RETURN doomed;
END
$$;

-- Erases what one agency holds in these records, and returns how many rows of each table went. What another agency holds in the
-- same record stays: the record is then emptied of its number and kept as the place where that hangs. Concerns of these children
-- alone go too, and adults held for their sake alone.
CREATE FUNCTION resolver.erase_rows(wanted uuid[], of_agency uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    tables regclass[] := resolver.tables_of_people();
    frame constant text[] := ARRAY[
        'people_subject', 'people_clustermember', 'access_workingrelationship', 'access_seal', 'access_namedforseal',
        'matching_judgement'];
    records uuid[] := wanted || ARRAY(
        SELECT around.subject_id FROM people_adultaround AS around WHERE around.controller_id = of_agency
        GROUP BY around.subject_id
        HAVING bool_or(around.about_id = ANY (wanted)) AND bool_and(around.about_id = ANY (wanted || around.subject_id)));
    numbers text[] := ARRAY(SELECT local_id FROM people_subject WHERE id = ANY (records));
    whole uuid[] := ARRAY(
        SELECT child.concern_id FROM intake_concernchild AS child WHERE child.controller_id = of_agency
        GROUP BY child.concern_id
        HAVING bool_and(child.subject_id IS NOT NULL AND child.subject_id = ANY (records)));
    emptied uuid[] := '{}';
    doomed uuid[] := '{}';
    found uuid[];
    is_there boolean;
    each_table regclass;
    each_record uuid;
    gone bigint;
    counts jsonb := '{}';
    ask_again uuid[];
    one record;
BEGIN
    -- The turn of whoever matches: nobody forms a person of these records meanwhile.
    PERFORM pg_advisory_xact_lock(7001);
    FOREACH each_table IN ARRAY tables LOOP
        CONTINUE WHEN each_table::text = ANY (frame);
        EXECUTE format('SELECT array_agg(id) FROM %s WHERE about_id = ANY ($1) AND controller_id = $2', each_table)
            INTO found USING records, of_agency;
        doomed := doomed || coalesce(found, '{}');
    END LOOP;
    doomed := resolver.hanging_on(doomed);
    FOREACH each_record IN ARRAY records LOOP
        is_there := false;
        FOREACH each_table IN ARRAY tables LOOP
            CONTINUE WHEN is_there OR each_table::text = ANY (frame);
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s WHERE about_id = $1 AND controller_id <> $2'
                           ' AND retention_class <> ''WORKING'' AND id <> ALL ($3))', each_table)
                INTO is_there USING each_record, of_agency, doomed;
        END LOOP;
        IF is_there THEN
            emptied := emptied || each_record;
        ELSE
            whole := whole || each_record;
        END IF;
    END LOOP;
    doomed := ARRAY(SELECT DISTINCT unnest(resolver.hanging_on(doomed || whole)));
    ask_again := ARRAY(
        SELECT DISTINCT about_id FROM rules_firing
        WHERE id <> ALL (doomed) AND (others_event_ids ?| doomed::text[] OR evidence_event_ids ?| doomed::text[]));

    -- Where somebody else's row names them, they are named no more.
    UPDATE timeline_participation SET other_subject_id = NULL WHERE other_subject_id = ANY (records) AND controller_id <> of_agency;
    UPDATE timeline_participation
    SET other_subject_id = NULL, other_reference = 'erased ' || left(id::text, 8), described_as = 'Somebody whose record was erased'
    WHERE (other_subject_id = ANY (records) OR other_reference = ANY (numbers)) AND controller_id = of_agency AND id <> ALL (doomed);
    UPDATE intake_concernchild
    SET subject_id = NULL, called = CASE controller_id WHEN of_agency THEN 'Somebody whose record was erased' ELSE called END,
        age_or_birth_date = CASE controller_id WHEN of_agency THEN '' ELSE age_or_birth_date END
    WHERE subject_id = ANY (records) AND id <> ALL (doomed);
    UPDATE intake_triagedecision SET linked_subject_id = NULL WHERE linked_subject_id = ANY (records) AND id <> ALL (doomed);
    UPDATE people_sourcerecord SET payload = '{}', reference = 'erased ' || id
    WHERE id <> ALL (doomed) AND id IN (SELECT source_record_id FROM people_adultaround WHERE id = ANY (doomed));
    UPDATE people_subject SET local_id = 'erased ' || id, sealed_because = left(sealed_because, 0) || CASE WHEN sealed_at IS NULL THEN '' ELSE 'erased' END
    WHERE id = ANY (emptied);
    UPDATE matching_judgement SET because = 'erased', evidence = '[]', undone_because = CASE undone_because WHEN '' THEN '' ELSE 'erased' END
    WHERE id <> ALL (doomed) AND (left_id = ANY (emptied) OR right_id = ANY (emptied));
    UPDATE intake_carriedbyextract
    SET source_record_ids = ARRAY(SELECT held FROM unnest(source_record_ids) AS held WHERE held <> ALL (doomed)),
        relationships = (
            SELECT coalesce(jsonb_agg(held), '[]') FROM jsonb_array_elements(relationships) AS held
            WHERE (held ->> 0)::uuid <> ALL (doomed) AND (held ->> 1)::uuid <> ALL (doomed)),
        trusted_adults = (
            SELECT coalesce(jsonb_agg(held), '[]') FROM jsonb_array_elements(trusted_adults) AS held
            WHERE (held ->> 0)::uuid <> ALL (doomed) AND (held ->> 1)::uuid <> ALL (doomed))
    WHERE source_record_ids && doomed;
    FOR one IN
        SELECT conrelid::regclass AS held_in, attname AS pointing FROM pg_constraint
        JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
        WHERE contype = 'f' AND conrelid = ANY (tables) AND confrelid = ANY (tables) AND NOT attnotnull
    LOOP
        EXECUTE format('UPDATE %1$s SET %2$I = NULL WHERE %2$I = ANY ($1) AND id <> ALL ($1)', one.held_in, one.pointing)
            USING doomed;
    END LOOP;

    DELETE FROM alerts_outboxmessage WHERE string_to_array(key, ':') && doomed::text[];
    DELETE FROM context.places_shown WHERE about_id = ANY (doomed || emptied);
    FOREACH each_table IN ARRAY tables LOOP
        EXECUTE format('DELETE FROM %s WHERE id = ANY ($1)', each_table) USING doomed;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN
            counts := counts || jsonb_build_object(each_table::text, gone);
        END IF;
    END LOOP;
    RETURN jsonb_build_object(
        'counts', counts, 'records', to_jsonb(records), 'emptied', to_jsonb(emptied), 'ask_again', to_jsonb(ask_again));
END
$$;

-- The one way in: a supervisor of the agency decides on what another person of it proposed. All of it happens, or none.
CREATE FUNCTION resolver.erase(act uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
    proposed record;
    everybody uuid[];
    done jsonb;
BEGIN
    -- The turn of whoever matches, and of whoever holds: what is read here still stands when it is done.
    PERFORM pg_advisory_xact_lock(7001);
    SELECT array_agg(proposal.about_id) AS records, min(proposal.ground) AS ground, min(proposal.rule_key) AS rule_key,
           (array_agg(proposal.proposed_by_id))[1] AS proposer
    INTO proposed
    FROM keeping_proposal AS proposal JOIN people_subject AS subject ON subject.id = proposal.about_id
    WHERE proposal.act_id = act AND proposal.refused_at IS NULL AND proposal.controller_id = asking.agency_id
      AND subject.controller_id = asking.agency_id;
    IF asking.kind <> 'ACTING' OR asking.role_code <> 'SUPERVISOR' OR proposed.records IS NULL
       OR resolver.sealed_among(asking, proposed.records) <> '{}' THEN
        RAISE EXCEPTION 'there is no such proposal for whoever asks' USING ERRCODE = 'RC031';
    END IF;
    IF asking.user_id IS NULL OR proposed.proposer = asking.user_id THEN
        RAISE EXCEPTION 'who proposes to erase a record does not decide on it' USING ERRCODE = 'RC032';
    END IF;
    everybody := ARRAY(
        SELECT other.subject_id FROM people_clustermember AS mine
        JOIN people_clustermember AS other ON other.cluster_id = mine.cluster_id
        WHERE mine.subject_id = ANY (proposed.records));
    IF resolver.held_among(everybody || proposed.records) <> '{}' THEN
        RAISE EXCEPTION 'a hold stands on this record: it must not be erased' USING ERRCODE = 'RC030';
    END IF;
    IF EXISTS (SELECT 1 FROM intake_extract WHERE agency_id = asking.agency_id AND state = 'STAGED') THEN
        RAISE EXCEPTION 'an extract of the agency waits and may hold the record' USING ERRCODE = 'RC033';
    END IF;
    INSERT INTO keeping_totell (id, about_id, act_id, controller_id, purpose, lawful_basis, retention_class, handling_code, sharing,
                                to_whom, way, copies)
    SELECT told.id, told.id, act, asking.agency_id, 'SAFEGUARDING', '6(1)(c)', 'CHILD_RECORD', '', 'HOLDER', told.to_whom, told.way,
           told.copies
    FROM (
        SELECT gen_random_uuid() AS id,
               CASE sent.way WHEN 'PACK' THEN 'Whoever was given a pack of it' ELSE sent.to_whom END AS to_whom, sent.way,
               count(*) AS copies
        FROM sharing_lefthere AS sent
        WHERE sent.about_id = ANY (proposed.records) AND sent.controller_id = asking.agency_id GROUP BY 2, 3
        UNION ALL
        SELECT gen_random_uuid(), agency.name, 'LINKED', count(*)
        FROM people_subject AS subject JOIN access_agency AS agency ON agency.id = subject.controller_id
        WHERE subject.id = ANY (everybody) AND subject.controller_id <> asking.agency_id
          AND subject.id <> ALL (resolver.sealed_among(asking, everybody)) GROUP BY agency.name
    ) AS told;
    done := resolver.erase_rows(proposed.records, asking.agency_id);
    PERFORM audit.note_erased(
        act, asking.agency_id, ARRAY(SELECT jsonb_array_elements_text(done -> 'records')::uuid), done -> 'counts', proposed.ground,
        proposed.rule_key, proposed.proposer, asking.user_id, asking.at);
    RETURN done;
END
$$;

REVOKE ALL ON FUNCTION resolver.tables_of_people(), resolver.held_among(uuid[]), resolver.refuse_while_held(),
    resolver.hanging_on(uuid[]), resolver.erase_rows(uuid[], uuid), resolver.erase(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.erase(uuid) TO reachable_app;
ALTER FUNCTION resolver.tables_of_people() OWNER TO reachable_eraser;
ALTER FUNCTION resolver.held_among(uuid[]) OWNER TO reachable_eraser;
ALTER FUNCTION resolver.refuse_while_held() OWNER TO reachable_eraser;
ALTER FUNCTION resolver.hanging_on(uuid[]) OWNER TO reachable_eraser;
ALTER FUNCTION resolver.erase_rows(uuid[], uuid) OWNER TO reachable_eraser;
ALTER FUNCTION resolver.erase(uuid) OWNER TO reachable_eraser;
REVOKE CREATE ON SCHEMA resolver FROM reachable_eraser;

-- What it may write over where somebody else's row names them, beside what may be empty anyway.
GRANT UPDATE (other_subject_id, other_reference, described_as) ON timeline_participation TO reachable_eraser;
GRANT UPDATE (subject_id, called, age_or_birth_date) ON intake_concernchild TO reachable_eraser;
GRANT UPDATE (linked_subject_id) ON intake_triagedecision TO reachable_eraser;
GRANT UPDATE (payload, reference) ON people_sourcerecord TO reachable_eraser;
GRANT UPDATE (local_id, sealed_because) ON people_subject TO reachable_eraser;
GRANT UPDATE (because, evidence, undone_because) ON matching_judgement TO reachable_eraser;
GRANT UPDATE (source_record_ids, relationships, trusted_adults) ON intake_carriedbyextract TO reachable_eraser;
GRANT INSERT ON keeping_totell TO reachable_eraser;
GRANT SELECT, DELETE ON alerts_outboxmessage, context.places_shown TO reachable_eraser;
GRANT SELECT (id, agency_id, state) ON intake_extract TO reachable_eraser;
GRANT SELECT (id, name) ON access_agency TO reachable_eraser;
CREATE POLICY eraser_reads ON access_agency FOR SELECT TO reachable_eraser USING (true);
SET LOCAL ROLE reachable_resolver;
GRANT EXECUTE ON FUNCTION resolver.sealed_among(context.opened, uuid[]) TO reachable_eraser;
RESET ROLE;

SET LOCAL ROLE reachable_eraser;
GRANT EXECUTE ON FUNCTION resolver.refuse_while_held(), resolver.tables_of_people() TO reachable_owner;
RESET ROLE;

-- A child's key is not destroyed while a hold stands.
CREATE TRIGGER key_stays_while_held BEFORE UPDATE OF wrapped ON places_childkey
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_while_held();

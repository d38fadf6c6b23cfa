-- Who this installation is to others, what outside witnesses have seen of its record, and what it keeps of others' records.
CREATE TABLE audit.installation (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    id uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO audit.installation DEFAULT VALUES;

CREATE TABLE audit.witnessed (
    witness text NOT NULL CHECK (length(witness) BETWEEN 1 AND 300),
    sequence bigint NOT NULL,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    at timestamptz NOT NULL,
    PRIMARY KEY (witness, sequence)
);
CREATE TRIGGER witnessed_only_grows BEFORE UPDATE OR DELETE ON audit.witnessed FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER witnessed_never_emptied BEFORE TRUNCATE ON audit.witnessed FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE TABLE audit.partner_head (
    installation uuid NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    said_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (installation, sequence)
);
CREATE TRIGGER partner_head_only_grows BEFORE UPDATE OR DELETE ON audit.partner_head FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER partner_head_never_emptied BEFORE TRUNCATE ON audit.partner_head FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- The hash of a link covers when it was chained from form 2 on, so that no part of a written-out line can be changed unseen.
ALTER TABLE audit.chain ADD COLUMN form smallint NOT NULL DEFAULT 1 CHECK (form IN (1, 2));
ALTER TABLE audit.chain ALTER COLUMN form SET DEFAULT 2;

CREATE FUNCTION audit.time_of(instant timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
$$;

CREATE FUNCTION audit.link_of(link audit.chain, payload_hash bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, audit AS $$
    SELECT sha256(link.previous || int8send(link.sequence) || int8send(link.entry_id) || payload_hash
                  || CASE WHEN link.form = 2 THEN convert_to(audit.time_of(link.chained_at), 'UTF8') ELSE ''::bytea END)
$$;

-- As before, and one statement for a whole batch would need the hash of the row above it: the loop stays.
CREATE OR REPLACE FUNCTION audit.chain_waiting(at_most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
    head audit.chain;
    next_link audit.chain;
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
        next_link := ROW(head.sequence + 1, next_entry.id, clock_timestamp(), head.hash, ''::bytea, 2::smallint);
        next_link.hash := audit.link_of(next_link, next_entry.payload_hash);
        INSERT INTO audit.chain SELECT next_link.*;
        DELETE FROM audit.waiting WHERE entry_id = next_entry.id;
        head := next_link;
        chained := chained + 1;
    END LOOP;
    RETURN chained;
END
$$;

CREATE OR REPLACE FUNCTION audit.first_broken() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
    link record;
    expected bytea := sha256('reachable'::bytea);
    expected_sequence bigint := 1;
BEGIN
    FOR link IN
        SELECT chain.*, entry.salt, entry.payload_hash, audit.payload_of(entry) AS payload,
               audit.link_of(chain, entry.payload_hash) AS fits
        FROM audit.chain LEFT JOIN audit.entry AS entry ON entry.id = chain.entry_id ORDER BY chain.sequence
    LOOP
        IF link.sequence <> expected_sequence OR link.previous <> expected
           OR link.payload_hash IS DISTINCT FROM sha256(link.salt || convert_to(link.payload, 'UTF8'))
           OR link.hash IS DISTINCT FROM link.fits THEN
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

-- Writes the record out, a stretch at a time, for the stand-alone verifier. Only a run may ask, and asking is noted.
CREATE FUNCTION audit.written_out(after bigint, at_most integer) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
BEGIN
    IF context.require() <> 'RUN' THEN
        RAISE EXCEPTION 'the whole record is written out by a run' USING ERRCODE = 'RC007';
    END IF;
    IF after = 0 THEN
        PERFORM audit.note('READ_AUDIT', '{}', 'wrote out the audit record');
    END IF;
    RETURN QUERY
        SELECT concat_ws('|', chain.sequence, chain.entry_id, audit.time_of(chain.chained_at), chain.form,
                         encode(chain.hash, 'hex'), coalesce(encode(entry.salt, 'hex'), ''),
                         coalesce(encode(entry.payload_hash, 'hex'), ''),
                         coalesce(replace(replace(replace(audit.payload_of(entry), '\', '\\'), E'\n', '\n'), E'\r', '\r'), ''))
        FROM audit.chain LEFT JOIN audit.entry AS entry ON entry.id = chain.entry_id
        WHERE chain.sequence > after ORDER BY chain.sequence LIMIT at_most;
END
$$;

-- What is outside the chain: waiting for its turn, or neither chained nor waiting.
CREATE FUNCTION audit.outside_the_chain() RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
BEGIN
    IF context.require() <> 'RUN' THEN
        RAISE EXCEPTION 'the whole record is written out by a run' USING ERRCODE = 'RC007';
    END IF;
    RETURN QUERY
        SELECT CASE WHEN waiting.entry_id IS NULL THEN 'loose|' ELSE 'waiting|' END || entry.id
        FROM audit.entry LEFT JOIN audit.waiting ON waiting.entry_id = entry.id
        WHERE NOT EXISTS (SELECT 1 FROM audit.chain WHERE chain.entry_id = entry.id)
        ORDER BY entry.id;
END
$$;

-- The head as witnesses are shown it. It says nothing of anybody.
CREATE FUNCTION audit.head() RETURNS TABLE (installation uuid, sequence bigint, hash bytea, chained_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
    SELECT installation.id, chain.sequence, chain.hash, chain.chained_at
    FROM audit.installation, audit.chain ORDER BY chain.sequence DESC LIMIT 1
$$;

CREATE FUNCTION audit.installation_id() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
    SELECT id FROM audit.installation
$$;

CREATE FUNCTION audit.note_witnessed(witness text, sequence bigint, hash bytea, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
    INSERT INTO audit.witnessed SELECT $1, $2, $3, $4 ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION audit.last_witnessed() RETURNS TABLE (witness text, sequence bigint, hash bytea, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
    SELECT DISTINCT ON (witnessed.witness) witnessed.* FROM audit.witnessed ORDER BY witnessed.witness, witnessed.sequence DESC
$$;

-- Keeps a partner's head. A smaller one than before, or another at the same place, means their record was rewritten.
CREATE FUNCTION audit.take_partner_head(partner uuid, at_place bigint, link bytea, said timestamptz, received timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
    known audit.partner_head;
BEGIN
    PERFORM pg_advisory_xact_lock(7241002, hashtext(partner::text));
    SELECT * INTO known FROM audit.partner_head WHERE installation = partner ORDER BY sequence DESC LIMIT 1;
    IF known.sequence > at_place THEN
        RETURN 'SMALLER';
    ELSIF known.sequence = at_place THEN
        RETURN CASE WHEN known.hash = link THEN 'KNOWN' ELSE 'DIFFERENT' END;
    END IF;
    INSERT INTO audit.partner_head VALUES (partner, at_place, link, said, received);
    RETURN 'TAKEN';
END
$$;

CREATE FUNCTION audit.heads_of(partner uuid) RETURNS TABLE (sequence bigint, hash bytea, said_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
    SELECT partner_head.sequence, partner_head.hash, partner_head.said_at FROM audit.partner_head
    WHERE installation = partner ORDER BY partner_head.sequence
$$;

REVOKE ALL ON FUNCTION audit.time_of(timestamptz), audit.link_of(audit.chain, bytea), audit.written_out(bigint, integer),
    audit.outside_the_chain(), audit.head(), audit.installation_id(), audit.note_witnessed(text, bigint, bytea, timestamptz),
    audit.last_witnessed(), audit.take_partner_head(uuid, bigint, bytea, timestamptz, timestamptz), audit.heads_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.written_out(bigint, integer), audit.outside_the_chain(), audit.head(), audit.installation_id(),
    audit.note_witnessed(text, bigint, bytea, timestamptz), audit.last_witnessed(),
    audit.take_partner_head(uuid, bigint, bytea, timestamptz, timestamptz), audit.heads_of(uuid) TO reachable_app;

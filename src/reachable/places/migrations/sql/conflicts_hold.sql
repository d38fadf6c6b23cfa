-- Conflicts of interest hold whatever becomes of the context key: what they are compared by is signed with a key of its own, which
-- backups hold. What was declared before was signed with the context key, so that the key of then is taken over with it.
CREATE TABLE context.conflict_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    inner_pad bytea NOT NULL CHECK (octet_length(inner_pad) = 64),
    outer_pad bytea NOT NULL CHECK (octet_length(outer_pad) = 64)
);
INSERT INTO context.conflict_key (inner_pad, outer_pad)
SELECT coalesce((SELECT inner_pad FROM context.signing_key), made.inner_pad),
       coalesce((SELECT outer_pad FROM context.signing_key), made.outer_pad)
FROM (SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
                 || uuid_send(gen_random_uuid()) AS inner_pad,
             uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
                 || uuid_send(gen_random_uuid()) AS outer_pad) AS made;

CREATE FUNCTION context.conflict_signature_of(said text) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, context AS $$
    SELECT sha256(outer_pad || sha256(inner_pad || convert_to(said, 'UTF8'))) FROM conflict_key
$$;
REVOKE ALL ON FUNCTION context.conflict_signature_of(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context.conflict_signature_of(text) TO reachable_resolver;

GRANT SELECT (kind, coarse, withdrawn_at, home_key) ON places_keptplace TO reachable_resolver;
GRANT SELECT (home_keys, waits) ON access_declaredconflict TO reachable_resolver;
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;
SET LOCAL ROLE reachable_resolver;

CREATE OR REPLACE FUNCTION resolver.conflict_key(kind text, words text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT encode(context.conflict_signature_of(concat('CONFLICT|', kind, '|', resolver.folded(words))), 'hex')
$$;

-- What of somebody's declarations stands: none that is over, none that a reviewer has yet to allow.
CREATE FUNCTION resolver.declared_by(whom uuid, moment timestamptz)
RETURNS TABLE (user_id uuid, kind text, key text, home_keys text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT said.user_id, said.kind::text, said.key::text, said.home_keys::text[]
    FROM access_declaredconflict AS said
    WHERE (whom IS NULL OR said.user_id = whom) AND NOT said.waits AND (said.ends_at IS NULL OR moment < said.ends_at)
$$;

-- Whose declared homes, of these records, are homes kept apart. One that was taken back keeps nobody out.
CREATE FUNCTION resolver.declared_kept_homes(whom uuid, moment timestamptz, records uuid[])
RETURNS TABLE (about_id uuid, user_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT kept.about_id, said.user_id
    FROM places_keptplace AS kept
    JOIN resolver.declared_by(whom, moment) AS said
      ON kept.home_key = ANY (said.home_keys) OR said.key = ANY (kept.conflict_keys)
    WHERE kept.about_id = ANY (records) AND kept.withdrawn_at IS NULL AND said.kind = 'HOME'
$$;

-- The conflict somebody has with a child of these records, in a word, or nothing. What a reviewer looked into and let pass is none.
CREATE OR REPLACE FUNCTION resolver.conflict_with(asking context.opened, records uuid[]) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    own text;
    own_family text;
    declared boolean;
BEGIN
    SELECT resolver.folded(name), resolver.folded(regexp_replace(name, '^.*\s', '')) INTO own, own_family
    FROM access_user WHERE id = asking.user_id;
    declared := EXISTS (SELECT 1 FROM resolver.declared_by(asking.user_id, asking.at));
    IF NOT declared AND NOT EXISTS (
        SELECT 1 FROM people_name AS called
        WHERE called.about_id = ANY (records) AND called.withdrawn_at IS NULL
          AND resolver.folded(called.given || called.family) = own) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT 1 FROM access_clearedconflict AS cleared
               WHERE cleared.user_id = asking.user_id AND cleared.about_id = ANY (records)
                 AND cleared.starts_at <= asking.at AND asking.at < cleared.ends_at) THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT found.what FROM (
            SELECT 1 AS place, 'their own name' AS what FROM people_name AS called
            WHERE called.about_id = ANY (records) AND called.withdrawn_at IS NULL
              AND resolver.folded(called.given || called.family) = own
            UNION ALL
            SELECT 2, 'somebody they declared' FROM people_name AS called
            JOIN resolver.declared_by(asking.user_id, asking.at) AS said
              ON said.key = resolver.conflict_key('NAME', called.given || called.family)
            WHERE called.about_id = ANY (records) AND called.withdrawn_at IS NULL AND said.kind = 'NAME'
            UNION ALL
            SELECT 3, 'the home they declared' FROM people_residence AS home
            JOIN resolver.declared_by(asking.user_id, asking.at) AS said
              ON said.key = resolver.conflict_key('HOME', home.postcode)
            WHERE home.about_id = ANY (records) AND home.withdrawn_at IS NULL AND home.postcode <> '' AND said.kind = 'HOME'
            UNION ALL
            SELECT 3, 'the home they declared' FROM resolver.declared_kept_homes(asking.user_id, asking.at, records)
            UNION ALL
            SELECT 4, 'their family name and part of town'
            FROM (SELECT resolver.folded(kept.coarse) AS part FROM places_keptplace AS kept
                  WHERE kept.about_id = ANY (records) AND kept.withdrawn_at IS NULL AND kept.kind = 'HOME' AND kept.coarse <> ''
                  UNION
                  SELECT left(resolver.folded(home.postcode), -3) FROM people_residence AS home
                  WHERE home.about_id = ANY (records) AND home.withdrawn_at IS NULL AND home.postcode <> '') AS lived
            JOIN resolver.declared_by(asking.user_id, asking.at) AS said
              ON said.key = resolver.conflict_key('PART_OF_TOWN', lived.part)
            WHERE said.kind = 'PART_OF_TOWN'
              AND EXISTS (SELECT 1 FROM people_name AS called
                          WHERE called.about_id = ANY (records) AND called.withdrawn_at IS NULL
                            AND resolver.folded(called.family) = own_family)) AS found
        ORDER BY found.place LIMIT 1);
END
$$;

CREATE OR REPLACE FUNCTION resolver.declared_as_kin(about uuid[]) RETURNS TABLE (about_id uuid, user_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
BEGIN
    IF asking.kind <> 'RUN' THEN
        RAISE EXCEPTION 'patterns are looked for by a run' USING ERRCODE = 'RC007';
    END IF;
    RETURN QUERY
        SELECT called.about_id, said.user_id
        FROM people_name AS called
        JOIN resolver.declared_by(NULL, asking.at) AS said
          ON said.key = resolver.conflict_key('NAME', called.given || called.family)
        WHERE called.about_id = ANY (about) AND called.withdrawn_at IS NULL AND said.kind = 'NAME'
        UNION
        SELECT home.about_id, said.user_id
        FROM people_residence AS home
        JOIN resolver.declared_by(NULL, asking.at) AS said ON said.key = resolver.conflict_key('HOME', home.postcode)
        WHERE home.about_id = ANY (about) AND home.withdrawn_at IS NULL AND home.postcode <> '' AND said.kind = 'HOME'
        UNION
        SELECT kept.about_id, kept.user_id FROM resolver.declared_kept_homes(NULL, asking.at, about) AS kept;
END
$$;

REVOKE ALL ON FUNCTION resolver.declared_by(uuid, timestamptz), resolver.declared_kept_homes(uuid, timestamptz, uuid[])
    FROM PUBLIC;
RESET ROLE;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;
-- Nothing signs with the context key any more but the context itself.
REVOKE EXECUTE ON FUNCTION context.signature_of(text) FROM reachable_resolver;

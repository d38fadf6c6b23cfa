-- Somebody with a conflict of interest does not open the record: one who has the child's name, who declared the child as their
-- kin or the child's home as theirs, or who shares the family name and the part of town. They are answered as anybody the record
-- is not for; their own agency's reviewers are told, without a name. What was declared is kept as a keyed hash alone.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

CREATE FUNCTION resolver.folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT regexp_replace(translate(lower(words), 'áàâäãåāéèêëēíìîïīóòôöõøōúùûüūýÿçñŵŷ', 'aaaaaaaeeeeeiiiiiooooooouuuuuyycnwy'),
                          '[^a-z0-9]', '', 'g')
$$;

CREATE FUNCTION resolver.conflict_key(kind text, words text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT encode(context.signature_of(concat('CONFLICT|', kind, '|', resolver.folded(words))), 'hex')
$$;

-- What the application keeps of a declaration: made here, so that it never holds what it could be tried with.
CREATE FUNCTION resolver.declare_keys(name text, postcode text) RETURNS TABLE (kind text, key text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF context.require() <> 'ACTING' THEN
        RAISE EXCEPTION 'a conflict of interest is declared in an act' USING ERRCODE = 'RC009';
    END IF;
    IF resolver.folded(name) <> '' THEN
        RETURN QUERY SELECT 'NAME', resolver.conflict_key('NAME', name);
    END IF;
    IF resolver.folded(postcode) <> '' THEN
        RETURN QUERY SELECT 'HOME', resolver.conflict_key('HOME', postcode);
        RETURN QUERY SELECT 'PART_OF_TOWN', resolver.conflict_key('PART_OF_TOWN', left(resolver.folded(postcode), -3));
    END IF;
END
$$;

-- The conflict somebody has with a child of these records, in a word, or nothing. What a reviewer looked into and let pass is none.
CREATE FUNCTION resolver.conflict_with(asking context.opened, records uuid[]) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    own text;
    own_family text;
    declared boolean;
BEGIN
    SELECT resolver.folded(name), resolver.folded(regexp_replace(name, '^.*\s', '')) INTO own, own_family
    FROM access_user WHERE id = asking.user_id;
    declared := EXISTS (SELECT 1 FROM access_declaredconflict AS said
                        WHERE said.user_id = asking.user_id AND (said.ends_at IS NULL OR asking.at < said.ends_at));
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
            JOIN access_declaredconflict AS said
              ON said.key = resolver.conflict_key('NAME', called.given || called.family)
            WHERE called.about_id = ANY (records) AND called.withdrawn_at IS NULL AND said.kind = 'NAME'
              AND said.user_id = asking.user_id AND (said.ends_at IS NULL OR asking.at < said.ends_at)
            UNION ALL
            SELECT 3, 'the home they declared' FROM people_residence AS home
            JOIN access_declaredconflict AS said ON said.key = resolver.conflict_key('HOME', home.postcode)
            WHERE home.about_id = ANY (records) AND home.withdrawn_at IS NULL AND home.postcode <> ''
              AND said.kind = 'HOME' AND said.user_id = asking.user_id
              AND (said.ends_at IS NULL OR asking.at < said.ends_at)
            UNION ALL
            SELECT 4, 'their family name and part of town' FROM people_residence AS home
            JOIN access_declaredconflict AS said
              ON said.key = resolver.conflict_key('PART_OF_TOWN', left(resolver.folded(home.postcode), -3))
            WHERE home.about_id = ANY (records) AND home.withdrawn_at IS NULL AND home.postcode <> ''
              AND said.kind = 'PART_OF_TOWN' AND said.user_id = asking.user_id
              AND (said.ends_at IS NULL OR asking.at < said.ends_at)
              AND EXISTS (SELECT 1 FROM people_name AS called
                          WHERE called.about_id = ANY (records) AND called.withdrawn_at IS NULL
                            AND resolver.folded(called.family) = own_family)) AS found
        ORDER BY found.place LIMIT 1);
END
$$;

-- True unless it is known which purposes a role looks for and this is none of them. A role added later is listed here with it.
CREATE FUNCTION resolver.is_purpose_of(role_code text, purpose_code text) RETURNS boolean
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(
        (SELECT purpose_code = ANY (listed.purposes)
         FROM (VALUES
            ('RECORDER', ARRAY['RECORDING']),
            ('PRACTITIONER', ARRAY['SAFEGUARDING', 'RETURN_FROM_MISSING']),
            ('DUTY_WORKER', ARRAY['SAFEGUARDING', 'TRIAGE', 'RETURN_FROM_MISSING']),
            ('COORDINATOR', ARRAY['TRIAGE', 'SAFEGUARDING', 'MATCHING_REVIEW', 'RETURN_FROM_MISSING']),
            ('CUSTODY_SERGEANT', ARRAY['CUSTODY_CARE']),
            ('SAFEGUARDING_LEAD', ARRAY['SAFEGUARDING', 'RETURN_FROM_MISSING']),
            ('ALLEGATIONS_OFFICER', ARRAY['SAFEGUARDING']),
            ('EXTRACT_OFFICER', ARRAY['IMPORT']),
            ('SUPERVISOR', ARRAY['SUPERVISION', 'SAFEGUARDING', 'TRIAGE']),
            ('SEALING_AUTHORITY', ARRAY['SEALING'])) AS listed (role, purposes)
         WHERE listed.role = role_code),
        true)
$$;

REVOKE ALL ON FUNCTION resolver.is_purpose_of(text, text), resolver.folded(text), resolver.conflict_key(text, text), resolver.declare_keys(text, text),
    resolver.conflict_with(context.opened, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.declare_keys(text, text) TO reachable_app;
ALTER FUNCTION resolver.is_purpose_of(text, text) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.folded(text) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.conflict_key(text, text) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.declare_keys(text, text) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.conflict_with(context.opened, uuid[]) OWNER TO reachable_resolver;

-- As before, less what somebody has a conflict of interest with, and for no purpose their role does not have. A conflict is noted
-- for the reviewers of their agency, also where they asked for or looked up a child they do not work with. A sealed record is
-- silent, and what a role cannot open at all is a refusal like any other.
SET LOCAL ROLE reachable_resolver;
CREATE OR REPLACE FUNCTION resolver.open_records(wanted uuid[], shown text, what text)
RETURNS TABLE (wanted_id uuid, granted boolean, records uuid[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
    one uuid;
    same uuid[];
    works boolean;
    conflict text;
    opened uuid[] := '{}';
    refused uuid[] := '{}';
BEGIN
    IF shown NOT IN ('OPENED', 'LISTED') THEN
        RAISE EXCEPTION 'a record is opened or listed, not %', shown USING ERRCODE = 'RC006';
    END IF;
    FOREACH one IN ARRAY wanted LOOP
        same := resolver.same_person(one);
        wanted_id := one;
        works := resolver.works_with(asking, same);
        granted := asking.kind = 'PERSON' AND asking.may_read AND NOT resolver.is_sealed(one)
                   AND resolver.is_purpose_of(asking.role_code, asking.purpose_code)
                   AND (works OR shown = 'OPENED' OR what = 'look-up');
        IF granted THEN
            conflict := resolver.conflict_with(asking, same);
            IF conflict IS NOT NULL THEN
                PERFORM audit.note_alarm(one, 'a conflict of interest: ' || conflict);
            END IF;
            granted := works AND conflict IS NULL;
        END IF;
        IF granted THEN
            opened := opened || same;
            records := same;
        ELSE
            refused := refused || one;
            records := '{}';
        END IF;
        RETURN NEXT;
    END LOOP;
    PERFORM audit.note_decision(ARRAY(SELECT DISTINCT unnest(opened)), refused, shown, what);
END
$$;

-- Whoever an inquiry is about hears of no seal on its records, another one on the same record included.
CREATE OR REPLACE FUNCTION resolver.answers_for_seal(about uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM context.current() AS asking, access_seal AS seal
        WHERE seal.about_id = about AND asking.kind = 'PERSON' AND asking.role_code = 'SEALING_AUTHORITY'
          AND seal.controller_id = asking.agency_id
          AND NOT EXISTS (SELECT 1 FROM access_seal AS other
                          WHERE other.about_id = answers_for_seal.about AND other.into_user_id = asking.user_id))
$$;

CREATE OR REPLACE FUNCTION resolver.list_seals()
RETURNS TABLE (
    act_id uuid, about_id uuid, reference text, kind text, because text, controller_id uuid, sealed_at timestamptz,
    sealed_by_id uuid, named_ids uuid[], named_until timestamptz[], asked_at timestamptz, asked_by_id uuid,
    asked_because text, unsealed_at timestamptz, unsealed_by_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
BEGIN
    IF asking.kind <> 'PERSON' THEN
        RETURN;
    END IF;
    PERFORM audit.note('READ_AUDIT', '{}', 'sealed records');
    RETURN QUERY
        SELECT seal.act_id, seal.about_id, subject.system || ' ' || subject.local_id, seal.kind::text, seal.because,
               seal.controller_id, seal.sealed_at, seal.sealed_by_id,
               ARRAY(SELECT named.user_id FROM access_namedforseal AS named
                     WHERE named.seal_id = seal.id ORDER BY named.ends_at, named.id),
               ARRAY(SELECT named.ends_at FROM access_namedforseal AS named
                     WHERE named.seal_id = seal.id ORDER BY named.ends_at, named.id),
               seal.asked_at, seal.asked_by_id, seal.asked_because, seal.unsealed_at, seal.unsealed_by_id
        FROM access_seal AS seal JOIN people_subject AS subject ON subject.id = seal.about_id
        WHERE NOT EXISTS (SELECT 1 FROM access_seal AS other
                          WHERE other.about_id = seal.about_id AND other.into_user_id = asking.user_id)
          AND ((asking.role_code = 'SEALING_AUTHORITY' AND seal.controller_id = asking.agency_id)
               OR (seal.unsealed_at IS NULL AND asking.may_read AND EXISTS (
                       SELECT 1 FROM access_namedforseal AS named
                       WHERE named.seal_id = seal.id AND named.user_id = asking.user_id
                         AND named.starts_at <= asking.at AND asking.at < named.ends_at)))
        ORDER BY seal.sealed_at DESC, seal.act_id, subject.controller_id = seal.controller_id DESC, seal.about_id;
END
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

-- Keys of declarations are signed by the installation, as tokens are: a key never reads as a token, whose first word is a kind of
-- context.
GRANT EXECUTE ON FUNCTION context.signature_of(text) TO reachable_resolver;

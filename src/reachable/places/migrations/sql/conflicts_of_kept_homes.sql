-- A home that is kept apart has no postcode to compare with what somebody declared, so the keys of its postcode are kept with it,
-- and a conflict of interest is found by them: protecting a child does not open it to whoever lives there.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;
SET LOCAL ROLE reachable_resolver;

-- What the application keeps of a declaration, and of a home that is kept apart: made here, so that it never holds what it could
-- be tried with.
CREATE OR REPLACE FUNCTION resolver.declare_keys(name text, postcode text) RETURNS TABLE (kind text, key text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF context.require() NOT IN ('ACTING', 'RUN') THEN
        RAISE EXCEPTION 'keys of conflicts of interest are made in an act or a run' USING ERRCODE = 'RC009';
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
CREATE OR REPLACE FUNCTION resolver.conflict_with(asking context.opened, records uuid[]) RETURNS text
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
            SELECT 3, 'the home they declared' FROM places_keptplace AS kept
            JOIN access_declaredconflict AS said ON said.key = ANY (kept.conflict_keys)
            WHERE kept.about_id = ANY (records) AND said.kind = 'HOME' AND said.user_id = asking.user_id
              AND (said.ends_at IS NULL OR asking.at < said.ends_at)
            UNION ALL
            SELECT 4, 'their family name and part of town' FROM places_keptplace AS kept
            JOIN access_declaredconflict AS said ON said.key = ANY (kept.conflict_keys)
            WHERE kept.about_id = ANY (records) AND said.kind = 'PART_OF_TOWN' AND said.user_id = asking.user_id
              AND (said.ends_at IS NULL OR asking.at < said.ends_at)
              AND EXISTS (SELECT 1 FROM people_name AS called
                          WHERE called.about_id = ANY (records) AND called.withdrawn_at IS NULL
                            AND resolver.folded(called.family) = own_family)
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
        JOIN access_declaredconflict AS said ON said.key = resolver.conflict_key('NAME', called.given || called.family)
        WHERE called.about_id = ANY (about) AND called.withdrawn_at IS NULL AND said.kind = 'NAME'
          AND (said.ends_at IS NULL OR asking.at < said.ends_at)
        UNION
        SELECT home.about_id, said.user_id
        FROM people_residence AS home
        JOIN access_declaredconflict AS said ON said.key = resolver.conflict_key('HOME', home.postcode)
        WHERE home.about_id = ANY (about) AND home.withdrawn_at IS NULL AND home.postcode <> '' AND said.kind = 'HOME'
          AND (said.ends_at IS NULL OR asking.at < said.ends_at)
        UNION
        SELECT kept.about_id, said.user_id
        FROM places_keptplace AS kept
        JOIN access_declaredconflict AS said ON said.key = ANY (kept.conflict_keys)
        WHERE kept.about_id = ANY (about) AND said.kind = 'HOME' AND (said.ends_at IS NULL OR asking.at < said.ends_at);
END
$$;

RESET ROLE;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

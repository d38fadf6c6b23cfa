-- As before, with the role they looked in, and of refusals only what was asked for outright: the one record a request asked for,
-- and nothing else opened with it. What a list or the page of another child asks for in passing, nobody asked for.
DROP FUNCTION audit.looks_since(timestamptz);
CREATE FUNCTION audit.looks_since(since timestamptz)
RETURNS TABLE (user_id uuid, agency_id uuid, at timestamptz, kind text, about_id uuid, what text, shown boolean, role_code text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
BEGIN
    IF context.require() <> 'RUN' THEN
        RAISE EXCEPTION 'patterns are looked for by a run' USING ERRCODE = 'RC007';
    END IF;
    RETURN QUERY
        SELECT entry.user_id, entry.agency_id, entry.at,
               CASE WHEN entry.what LIKE 'a conflict of interest: %' THEN 'STOPPED' ELSE entry.kind END,
               entry.about_id, entry.what,
               entry.kind <> 'SEARCHED' OR EXISTS (
                   SELECT 1 FROM audit.entry AS listed WHERE listed.request_id = entry.request_id AND listed.grants),
               entry.role_code
        FROM audit.entry
        WHERE entry.user_id IS NOT NULL AND entry.at >= since
          AND (entry.kind IN ('OPENED', 'SEARCHED')
               OR entry.what LIKE 'a conflict of interest: %'
               OR entry.kind = 'REFUSED' AND entry.what <> 'look-up' AND NOT EXISTS (
                   SELECT 1 FROM audit.entry AS beside
                   WHERE beside.request_id = entry.request_id
                     AND (beside.grants OR beside.kind = 'REFUSED' AND beside.about_id <> entry.about_id)))
        ORDER BY entry.at, entry.id;
END
$$;
REVOKE ALL ON FUNCTION audit.looks_since(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.looks_since(timestamptz) TO reachable_app;

-- As before, and children at a home that a colleague declared.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;
SET LOCAL ROLE reachable_resolver;
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
          AND (said.ends_at IS NULL OR asking.at < said.ends_at);
END
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

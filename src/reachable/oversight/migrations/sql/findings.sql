-- How people looked since a moment, for the round that looks for patterns: what was opened or asked for outright and refused,
-- searches with whether anybody was shown, and openings that a conflict of interest stopped. Of refusals only what was asked for
-- outright: the one record a request asked for, with nothing opened beside it. What a list or another child's page asks for in
-- passing, nobody asked for. For a run only.
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

-- Which of these records are of a child whom somebody who works here declared as kin, or at whose declared home, and who did. For a run
-- only.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;
CREATE FUNCTION resolver.declared_as_kin(about uuid[]) RETURNS TABLE (about_id uuid, user_id uuid)
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
REVOKE ALL ON FUNCTION resolver.declared_as_kin(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.declared_as_kin(uuid[]) TO reachable_app;
ALTER FUNCTION resolver.declared_as_kin(uuid[]) OWNER TO reachable_resolver;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

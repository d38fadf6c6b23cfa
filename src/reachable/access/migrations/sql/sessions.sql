-- A session is read at each request, before anybody's context can be open; it says nothing of a child. One that is over is never
-- changed again, and none begins as over.
ALTER TABLE access_signedinsession ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_signedinsession FORCE ROW LEVEL SECURITY;
REVOKE ALL ON access_signedinsession FROM reachable_app;
GRANT SELECT, INSERT, UPDATE ON access_signedinsession TO reachable_app;
CREATE POLICY read_by_all ON access_signedinsession FOR SELECT TO reachable_app USING (true);
CREATE POLICY begin_as_going_on ON access_signedinsession FOR INSERT TO reachable_app WITH CHECK (ended_at IS NULL);
CREATE POLICY end_once ON access_signedinsession FOR UPDATE TO reachable_app USING (ended_at IS NULL) WITH CHECK (true);

-- When the asker themselves looked up, was refused or was slowed down. Of nobody else, and about no child. Refusals within a
-- look-up are not counted: nobody asked for those children. What a page asks for at once counts as one.
CREATE FUNCTION audit.own_looks(since timestamptz) RETURNS TABLE (kind text, at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
DECLARE
    asking context.opened := context.current();
BEGIN
    IF asking.kind = 'PERSON' THEN
        RETURN QUERY
            SELECT CASE WHEN entry.kind = 'WROTE' THEN 'SLOWED' ELSE entry.kind END, max(entry.at)
            FROM audit.entry
            WHERE entry.user_id = asking.user_id AND entry.at > since
              AND (entry.kind = 'SEARCHED' OR (entry.kind = 'REFUSED' AND entry.what <> 'look-up')
                   OR (entry.kind = 'WROTE' AND entry.what LIKE 'slowed down:%'))
            GROUP BY entry.request_id, entry.kind
            ORDER BY 2 DESC LIMIT 2000;
    END IF;
END
$$;

-- How much everybody looked, by the hour, for a run that looks for patterns. About no child.
CREATE FUNCTION audit.hours_of_looking(since timestamptz)
RETURNS TABLE (user_id uuid, agency_id uuid, hour timestamptz, look_ups bigint, refusals bigint, opened bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
BEGIN
    IF context.require() = 'RUN' THEN
        RETURN QUERY
            SELECT entry.user_id, entry.agency_id, date_trunc('hour', entry.at),
                   count(DISTINCT entry.request_id) FILTER (WHERE entry.kind = 'SEARCHED'),
                   count(DISTINCT entry.request_id) FILTER (WHERE entry.kind = 'REFUSED' AND entry.what <> 'look-up'),
                   count(DISTINCT entry.about_id) FILTER (WHERE entry.kind = 'OPENED')
            FROM audit.entry
            WHERE entry.at >= since AND entry.user_id IS NOT NULL AND entry.kind IN ('SEARCHED', 'REFUSED', 'OPENED')
            GROUP BY 1, 2, 3 ORDER BY 3, 1, 2;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION audit.own_looks(timestamptz), audit.hours_of_looking(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.own_looks(timestamptz), audit.hours_of_looking(timestamptz) TO reachable_app;

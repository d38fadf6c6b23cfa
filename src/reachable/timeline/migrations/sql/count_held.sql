-- How many events about records opened in this request are held by agencies that have not shared them. Counts by agency,
-- nothing else, and only for somebody who already works with the child: "3 held by health, not shared with you: ask".
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

CREATE FUNCTION resolver.count_held() RETURNS TABLE (agency_id uuid, held bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT event.controller_id, count(*)
    FROM timeline_event AS event, context.current() AS asking
    WHERE event.about_id = ANY (context.granted())
      AND event.sharing = 'HOLDER'
      AND event.controller_id IS DISTINCT FROM asking.agency_id
      AND event.withdrawn_at IS NULL
    GROUP BY event.controller_id
$$;

REVOKE ALL ON FUNCTION resolver.count_held() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.count_held() TO reachable_app;
ALTER FUNCTION resolver.count_held() OWNER TO reachable_resolver;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

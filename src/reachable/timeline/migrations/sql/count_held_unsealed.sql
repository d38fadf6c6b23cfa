-- As before, and what was sealed since it was opened is counted no longer.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;
SET LOCAL ROLE reachable_resolver;
CREATE OR REPLACE FUNCTION resolver.count_held() RETURNS TABLE (agency_id uuid, held bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT event.controller_id, count(*)
    FROM timeline_event AS event, context.current() AS asking
    WHERE event.about_id = ANY (resolver.open_to_me())
      AND event.sharing = 'HOLDER'
      AND event.controller_id IS DISTINCT FROM asking.agency_id
      AND event.withdrawn_at IS NULL
    GROUP BY event.controller_id
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

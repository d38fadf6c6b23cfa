-- How many records the asker themselves has opened since a moment. Of nobody else, and about no child: it says whether a closer look is
-- worth its price.
CREATE FUNCTION audit.own_opened(since timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
DECLARE
    asking context.opened := context.current();
BEGIN
    IF asking.kind <> 'PERSON' THEN
        RETURN 0;
    END IF;
    RETURN (SELECT count(DISTINCT entry.about_id) FROM audit.entry
            WHERE entry.user_id = asking.user_id AND entry.at > since AND entry.kind = 'OPENED' AND entry.grants);
END
$$;

-- What one person has opened since a moment. For a run only.
CREATE FUNCTION audit.opened_by(reader uuid, since timestamptz)
RETURNS TABLE (user_id uuid, agency_id uuid, at timestamptz, kind text, about_id uuid, what text, shown boolean, role_code text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
BEGIN
    IF context.require() <> 'RUN' THEN
        RAISE EXCEPTION 'patterns are looked for by a run' USING ERRCODE = 'RC007';
    END IF;
    RETURN QUERY
        SELECT entry.user_id, entry.agency_id, entry.at, entry.kind, entry.about_id, entry.what, true, entry.role_code
        FROM audit.entry
        WHERE entry.user_id = reader AND entry.at > since AND entry.kind = 'OPENED' AND entry.grants
        ORDER BY entry.at, entry.id;
END
$$;

-- The records that lists showed since a moment to those alone who were shown at least so many different ones on a London day, each once a
-- day, with when it was first shown. Ordinary paging is not even read. For a run only.
CREATE FUNCTION audit.listed_since(since timestamptz, at_least integer)
RETURNS TABLE (user_id uuid, agency_id uuid, at timestamptz, kind text, about_id uuid, what text, shown boolean, role_code text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
BEGIN
    IF context.require() <> 'RUN' THEN
        RAISE EXCEPTION 'patterns are looked for by a run' USING ERRCODE = 'RC007';
    END IF;
    RETURN QUERY
        WITH listed AS (
            SELECT DISTINCT ON (1, 2, 3)
                   entry.user_id AS reader, (entry.at AT TIME ZONE 'Europe/London')::date AS day, entry.about_id AS about,
                   entry.agency_id AS agency, entry.at AS first, entry.what AS how, entry.role_code AS in_role
            FROM audit.entry
            WHERE entry.user_id IS NOT NULL AND entry.at >= since AND entry.kind = 'LISTED' AND entry.grants
            ORDER BY 1, 2, 3, entry.at, entry.id
        ), many AS (
            SELECT listed.*, count(*) OVER (PARTITION BY listed.reader, listed.day) AS so_many FROM listed
        )
        SELECT many.reader, many.agency, many.first, 'LISTED'::text, many.about, many.how, true, many.in_role
        FROM many WHERE many.so_many >= at_least
        ORDER BY many.first, many.about;
END
$$;
REVOKE ALL ON FUNCTION audit.own_opened(timestamptz), audit.opened_by(uuid, timestamptz), audit.listed_since(timestamptz, integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.own_opened(timestamptz), audit.opened_by(uuid, timestamptz), audit.listed_since(timestamptz, integer)
    TO reachable_app;

-- Showing where a protected child is: a decision of its own, with a reason, never through a record opened in an emergency.
CREATE TABLE context.places_shown (
    request_id uuid NOT NULL,
    user_id uuid NOT NULL,
    about_id uuid NOT NULL,
    committed_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (request_id, about_id)
);

-- What this request may read of the vault: only what an earlier transaction decided and committed, with its audit entry.
CREATE FUNCTION context.places_shown() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, context AS $$
    SELECT coalesce(array_agg(shown.about_id), '{}')
    FROM context.places_shown AS shown, context.current() AS asking
    WHERE shown.request_id = asking.request_id AND shown.user_id = asking.user_id
      AND shown.committed_by IS DISTINCT FROM pg_current_xact_id_if_assigned()
$$;
REVOKE ALL ON FUNCTION context.places_shown() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context.places_shown() TO reachable_app;

CREATE FUNCTION context.keep_places_shown(about uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, context AS $$
    INSERT INTO context.places_shown (request_id, user_id, about_id)
    SELECT asking.request_id, asking.user_id, one FROM context.current() AS asking, unnest(about) AS one
    ON CONFLICT DO NOTHING
$$;
REVOKE ALL ON FUNCTION context.keep_places_shown(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context.keep_places_shown(uuid[]) TO reachable_resolver;

GRANT SELECT (reason) ON access_workingrelationship TO reachable_resolver;
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

-- True while the person asking works with the child for a reason that lets them know the place: not because they broke the
-- glass, nor only because a possible match is theirs to judge or a clock runs.
CREATE FUNCTION resolver.may_know_places(asking context.opened, records uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_workingrelationship AS relationship
        WHERE relationship.about_id = ANY (records)
          AND relationship.reason IN ('ALLOCATED', 'HOLDS_RECORD', 'IN_CUSTODY', 'TRUSTED_ADULT')
          AND relationship.starts_at <= asking.at AND asking.at < relationship.ends_at
          AND (relationship.user_id = asking.user_id
               OR relationship.team_id IN (
                   SELECT membership.team_id
                   FROM access_membership AS membership JOIN access_team AS team ON team.id = membership.team_id
                   WHERE membership.user_id = asking.user_id AND membership.role = asking.role_code
                     AND team.agency_id = asking.agency_id AND membership.starts_at <= asking.at
                     AND (membership.ends_at IS NULL OR asking.at < membership.ends_at))))
$$;

-- Decides, notes the decision with its reason, and lets the places be read once this transaction has committed.
CREATE FUNCTION resolver.show_places(about uuid, because text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
    same uuid[] := resolver.same_person(about);
    granted boolean;
BEGIN
    IF length(btrim(because)) < 10 THEN
        RAISE EXCEPTION 'a place is shown for a reason that is written down' USING ERRCODE = 'RC020';
    END IF;
    granted := asking.kind = 'PERSON' AND asking.may_read AND resolver.may_know_places(asking, same)
               AND NOT resolver.is_sealed(about) AND resolver.conflict_with(asking, same) IS NULL;
    IF granted THEN
        PERFORM context.keep_places_shown(same);
        PERFORM audit.note_decision(same, '{}', 'OPENED', left('was shown where the child is, because: ' || btrim(because), 200));
    ELSE
        PERFORM audit.note_decision('{}', ARRAY[about], 'OPENED', left('asked where the child is, because: ' || btrim(because), 200));
    END IF;
    RETURN granted;
END
$$;

-- Which of these tokens are of protected places: of anybody's, or of a child whose record is open here. Never whose.
CREATE FUNCTION resolver.protected_tokens(tokens text[], about uuid[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT DISTINCT held.token FROM places_placetoken AS held
    WHERE (SELECT context.require()) IS NOT NULL AND held.token = ANY (tokens)
      AND (held.is_anybodys
           OR held.about_id = ANY (about)
              AND ((SELECT context.require()) IN ('ACTING', 'RUN') OR held.about_id = ANY ((SELECT context.granted())::uuid[])))
$$;

REVOKE ALL ON FUNCTION resolver.may_know_places(context.opened, uuid[]), resolver.show_places(uuid, text),
    resolver.protected_tokens(text[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.show_places(uuid, text), resolver.protected_tokens(text[], uuid[]) TO reachable_app;
ALTER FUNCTION resolver.may_know_places(context.opened, uuid[]) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.show_places(uuid, text) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.protected_tokens(text[], uuid[]) OWNER TO reachable_resolver;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

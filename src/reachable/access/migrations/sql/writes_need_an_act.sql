-- Who works where decides who may read. So these tables change only in a signed act or run: words slipped into a statement
-- cannot make somebody a member of a team. Everybody may read them: they hold nothing of a child.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['access_area', 'access_agency', 'access_team', 'access_membership', 'access_rotaentry', 'access_user'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY read_by_all ON %I FOR SELECT TO reachable_app USING (true)', name);
        EXECUTE format('CREATE POLICY add_when_acting ON %I FOR INSERT TO reachable_app'
                       ' WITH CHECK ((SELECT context.require()) IN (''ACTING'', ''RUN''))', name);
        IF name <> 'access_user' THEN
            EXECUTE format('CREATE POLICY change_when_acting ON %I FOR UPDATE TO reachable_app'
                           ' USING ((SELECT context.require()) IN (''ACTING'', ''RUN''))'
                           ' WITH CHECK ((SELECT context.require()) IN (''ACTING'', ''RUN''))', name);
        END IF;
    END LOOP;
END
$$;

CREATE POLICY resolver_reads ON access_membership FOR SELECT TO reachable_resolver USING (true);
CREATE POLICY resolver_reads ON access_team FOR SELECT TO reachable_resolver USING (true);

-- Somebody signing in changes when they last did, and may change their password, without an act. Everything else about
-- them needs one.
CREATE POLICY change_own_password ON access_user FOR UPDATE TO reachable_app USING (true) WITH CHECK (true);

CREATE FUNCTION context.refuse_change_of_a_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, context AS $$
BEGIN
    IF (to_jsonb(NEW) - 'password' - 'last_login') IS DISTINCT FROM (to_jsonb(OLD) - 'password' - 'last_login')
       AND context.require() NOT IN ('ACTING', 'RUN') THEN
        RAISE EXCEPTION 'who somebody is changes only in an act' USING ERRCODE = 'RC008';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION context.refuse_change_of_a_person() FROM PUBLIC;
CREATE TRIGGER who_they_are_changes_in_an_act BEFORE UPDATE ON access_user
    FOR EACH ROW EXECUTE FUNCTION context.refuse_change_of_a_person();

-- Nobody may call what nobody was meant to call: functions begin callable by all.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA context, audit FROM PUBLIC;

-- The resolver decides by membership and team; it never needed to read agencies.
REVOKE SELECT ON access_agency FROM reachable_resolver;

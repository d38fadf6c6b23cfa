-- Whom a provider's word is of is read before anybody's context can be open; it is bound in an act only, by the agency's own
-- record of the person, and never by signing in. Once it has ended it never holds again, and it never becomes another's.
ALTER TABLE access_outsideidentity ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_outsideidentity FORCE ROW LEVEL SECURITY;
REVOKE ALL ON access_outsideidentity FROM reachable_app;
GRANT SELECT, INSERT ON access_outsideidentity TO reachable_app;
GRANT UPDATE (ended_at) ON access_outsideidentity TO reachable_app;
CREATE POLICY read_by_all ON access_outsideidentity FOR SELECT TO reachable_app USING (true);
CREATE POLICY bind_when_acting ON access_outsideidentity FOR INSERT TO reachable_app
    WITH CHECK ((SELECT context.require()) IN ('ACTING', 'RUN') AND ended_at IS NULL);
CREATE POLICY end_once_when_acting ON access_outsideidentity FOR UPDATE TO reachable_app
    USING ((SELECT context.require()) IN ('ACTING', 'RUN') AND ended_at IS NULL)
    WITH CHECK (ended_at IS NOT NULL);

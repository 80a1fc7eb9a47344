-- What the service may do in the database: everything but change the audit log, its tables or its triggers.
-- Run as the owner of the tables, after each first installation; tables made later are granted by themselves:
--   sudo -u petruk-owner psql -d petruk -v ON_ERROR_STOP=1 -v service=petruk -f deploy/roles.sql
BEGIN;
GRANT USAGE ON SCHEMA public TO :"service";
REVOKE CREATE ON SCHEMA public FROM PUBLIC, :"service";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"service";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"service";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"service";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO :"service";

REVOKE UPDATE, DELETE ON audit_event FROM :"service";
REVOKE INSERT, UPDATE, DELETE ON audit_leaf, audit_head FROM :"service";
REVOKE UPDATE, DELETE ON audit_checkpoint FROM :"service";
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM :"service";
-- What a law says must go is emptied, once; the trigger of the table sees to it, and the service cannot drop it.
GRANT UPDATE (actor_name, before, after, salt, erased_by_id) ON audit_event TO :"service";
COMMIT;

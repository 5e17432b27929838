-- Roles of least privilege for the online store. Run once as a superuser:
--   psql --set=database=tastelake -f roles.sql
-- then give each a password (\password tastelake_owner, …) and let the owner create the tables:
--   bin/admin migrate --store=jdbc:postgresql://HOST/tastelake --store-user=tastelake_owner
-- The migration grants the other three what they need, and nothing else.
CREATE ROLE tastelake_owner  LOGIN; -- owns the tables: migrations only
CREATE ROLE tastelake_api    LOGIN; -- instances of the API
CREATE ROLE tastelake_stream LOGIN; -- update-taste
CREATE ROLE tastelake_batch  LOGIN; -- batch jobs and notebooks

CREATE DATABASE :"database" OWNER tastelake_owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO tastelake_api, tastelake_stream, tastelake_batch;

-- Tables that an earlier version created as another user are handed over as that user:
--   REASSIGN OWNED BY tastelake TO tastelake_owner;

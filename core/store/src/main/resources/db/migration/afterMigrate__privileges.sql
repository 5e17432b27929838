-- What the roles of StoreUser may do, as far as they exist: runs after every migration by the
-- tables' owner. A new table is closed to stream and batch until it is named here.
DO $$
DECLARE
  owner name := (SELECT tableowner FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'organizations');
BEGIN
  IF NOT pg_has_role(owner, 'USAGE') THEN
    RETURN;
  END IF;
  -- two grants at once on one table would fail
  PERFORM pg_advisory_xact_lock(hashtext('privileges of tastelake'));

  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tastelake_api') THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO tastelake_api', current_schema());
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO tastelake_api', current_schema());
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO tastelake_api', current_schema());
    REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history, served_parity, tunings, outcomes FROM tastelake_api;
    REVOKE SELECT, UPDATE, DELETE ON served_samples, shown_lists FROM tastelake_api; -- who was served what is the judge's alone
  END IF;

  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tastelake_stream') THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO tastelake_stream', current_schema());
    GRANT SELECT ON databases, implicit_to_explicit_parameters, models, current_models TO tastelake_stream;
    GRANT SELECT, INSERT, UPDATE, DELETE ON tastes, inferred_ratings, taste_vectors, refused_tastes TO tastelake_stream;
    GRANT UPDATE (created_at) ON databases TO tastelake_stream; -- to lock a row until a user's taste is written
    GRANT USAGE ON SEQUENCE taste_generations TO tastelake_stream;
  END IF;

  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tastelake_batch') THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO tastelake_batch', current_schema());
    GRANT SELECT ON databases, implicit_to_explicit_parameters, model_settings, ratings, shown_ratings, resolved_sessions, outbox
      TO tastelake_batch;
    GRANT SELECT, INSERT, UPDATE, DELETE ON tastes, inferred_ratings, taste_vectors, models, current_models, tasks, purges
      TO tastelake_batch;
    GRANT INSERT, UPDATE ON ratings TO tastelake_batch; -- imported ratings are decided as given ones are
    GRANT SELECT, INSERT, UPDATE ON catalogue_entries, catalogue_versions TO tastelake_batch; -- so are entries
    GRANT INSERT, UPDATE ON model_settings TO tastelake_batch; -- as tune finds them
    GRANT SELECT, INSERT ON catalogue_properties TO tastelake_batch;
    GRANT USAGE ON SEQUENCE catalogue_slots TO tastelake_batch;
    GRANT INSERT ON outbox TO tastelake_batch;
    GRANT USAGE ON SEQUENCE outbox_id_seq TO tastelake_batch;
    GRANT SELECT, DELETE ON forgets, refresh_tokens, refused_tastes TO tastelake_batch;
    GRANT SELECT, INSERT, DELETE ON job_runs TO tastelake_batch;
    GRANT SELECT, UPDATE, DELETE ON served_samples TO tastelake_batch;
    GRANT SELECT, INSERT, UPDATE, DELETE ON served_parity TO tastelake_batch;
    GRANT SELECT, DELETE ON shown_lists TO tastelake_batch;
    GRANT SELECT, INSERT, DELETE ON outcomes TO tastelake_batch;
    GRANT UPDATE (created_at) ON databases TO tastelake_batch;
    GRANT UPDATE ON implicit_to_explicit_parameters TO tastelake_batch; -- as tune finds them, and when all ratings follow
    GRANT SELECT, INSERT, UPDATE ON tunings TO tastelake_batch;
  END IF;
END
$$;

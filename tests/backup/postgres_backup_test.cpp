int placeholder_of_postgres_backup_test();

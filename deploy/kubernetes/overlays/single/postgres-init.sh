#!/bin/sh
# each service has a database of its own, and a user who owns it
set -eu
for service in metrics:"$METRICS_PASSWORD" alerts:"$ALERTS_PASSWORD"; do
  name=${service%%:*}
  psql -v ON_ERROR_STOP=1 -U postgres -v "name=$name" -v "password=${service#*:}" << 'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
SQL
done

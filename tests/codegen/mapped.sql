create extension citext;
create domain email as citext;
create domain nickname as email;
create type mood as enum ('Good', 'bad');
create type contact as (mail email, moods mood[]);
create table people (
    id integer primary key,
    mail email not null,
    former email[],
    nick nickname,
    tags text[] not null default '{}',
    snapshot pg_snapshot,
    contact contact,
    mood mood
);
create table staff_members (person_id integer references people, "fullName" text);
create table "Full_Name" (id integer);

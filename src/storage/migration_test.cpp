#include "storage/migration.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "storage/session.h"
#include "storage/sql_text.h"

namespace kader::storage {

TEST_CASE("each engine reads its own words") {
    constexpr std::string_view sql =
        "CREATE TABLE t (a {int}, b {blob}, c {text} NOT NULL) {strict};";
    CHECK(sql_for(Engine::Sqlite, sql) ==
          "CREATE TABLE t (a INTEGER, b BLOB, c TEXT NOT NULL) STRICT;");
    CHECK(sql_for(Engine::Postgres, sql) ==
          "CREATE TABLE t (a bigint, b bytea, c TEXT COLLATE \"C\" NOT NULL) ;");
}

TEST_CASE("a table of a practice is closed to every other practice") {
    CHECK(sql_for(Engine::Sqlite, "{of_practice kept}") == "");
    const auto sql = sql_for(Engine::Postgres, "{of_practice kept}");
    CHECK(sql.find("ALTER TABLE kept ENABLE ROW LEVEL SECURITY;") != sql.npos);
    CHECK(sql.find("ALTER TABLE kept FORCE ROW LEVEL SECURITY;") != sql.npos);
    CHECK(sql.find("CREATE POLICY of_practice ON kept USING (practice_id = ") != sql.npos);
    CHECK(sql.find(" WITH CHECK (practice_id = ") != sql.npos);
    CHECK(sql.ends_with(";"));
}

TEST_CASE("what stands in quotes and comments is left alone") {
    for (const std::string_view sql :
         {"'{int}'", "'a''{int}'", "\"{int}\"", "-- {nonsense}\n", "/* {nonsense}\n {int} */",
          "-- it's {x}", "'not closed {int}"})
        CHECK(sql_for(Engine::Postgres, sql) == sql);
    CHECK(sql_for(Engine::Sqlite, "-- it's\n{int}") == "-- it's\nINTEGER");
    CHECK(sql_for(Engine::Sqlite, "'--'{int}") == "'--'INTEGER");
    CHECK(sql_for(Engine::Sqlite, "1 - 2 / {int}") == "1 - 2 / INTEGER");
}

TEST_CASE("a word that nobody knows is refused") {
    for (const std::string_view sql : {"{serial}", "{}", "{INT}", "{int", "{of_practice}",
                                       "{of_practice }", "{of_practice a; DROP TABLE b}", "{ int}"})
        for (const auto engine : {Engine::Sqlite, Engine::Postgres})
            CHECK_THROWS_AS(sql_for(engine, sql), std::logic_error);
}

TEST_CASE("parameters keep their numbers, and quotes their dollars") {
    CHECK(with_question_marks("a = $2 AND b = $1 AND c = $12") == "a = ?2 AND b = ?1 AND c = ?12");
    CHECK(with_question_marks("'$1' \"$1\" -- $1\n/* $1 */ $1") ==
          "'$1' \"$1\" -- $1\n/* $1 */ ?1");
    CHECK(with_question_marks("$ $a $") == "$ $a $");
}

TEST_CASE("text is UTF-8 without the character 0") {
    using namespace std::string_view_literals;
    for (const auto text : {""sv, "a"sv, "zoë"sv, "\xf4\x8f\xbf\xbf"sv})
        CHECK(is_storable_text(text));
    for (const auto text : {"\0"sv, "a\0"sv, "\xff"sv, "a\xc3"sv, "\xed\xa0\x80"sv,
                            "\xf4\x90\x80\x80"sv, "\xc1\x81"sv})
        CHECK_FALSE(is_storable_text(text));
}

}  // namespace kader::storage

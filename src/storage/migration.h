#pragma once

// The schema as one numbered list of SQL texts, forward only. The texts stand in src/migrations.
//
// The engines differ in a few words, written in braces:
//   {int}     INTEGER, bigint
//   {blob}    BLOB, bytea
//   {strict}  STRICT, nothing                (at the end of CREATE TABLE)
//   {text}    TEXT, TEXT COLLATE "C"         (so that both sort alike)
//   {of_practice TABLE}  nothing; forced row-level security with the policy
//                        practice_id = the practice of this transaction

#include <span>
#include <string>
#include <string_view>

namespace kader::storage {

enum class Engine;

struct Migration {
    int number = 0;         // From 1, without gaps.
    std::string_view name;  // "house"
    std::string_view sql;   // Several statements.
};

// The text with the words of one engine. Throws std::logic_error on an unknown word.
std::string sql_for(Engine, std::string_view sql);

}  // namespace kader::storage

#pragma once

// Every row that a list can hold, tried: all choices, with and without what may be left out.

#include <string>
#include <utility>
#include <vector>

#include "lists/row_for_tests.h"

namespace kader::check {

using RowCells = std::map<std::string, std::string>;

// What can stand in one cell. Days go up by column, so that no period is empty.
inline std::vector<std::string> fillings(const lists::ColumnInfo& column, int place) {
    using enum lists::CellKind;
    switch (column.kind) {
        case Day:
            return {iso_text(day_of(2026, 1, 1) + Days{10 * place})};
        case LastDay:
            return {"2026-12-31"};
        case YesNo:
            return {"ja", "nee"};
        case Choice:
            return {column.choices.begin(), column.choices.end()};
        case Choices: {
            std::string all;
            for (const auto choice : column.choices) all += std::string{choice} + ", ";
            return {all};
        }
        case Reference:
            return {"X" + std::to_string(place)};
        case References:
            return {"X1, X2"};
        case Hundredths:
            return {"8,5"};
        case Whole:
            return {"2026"};
        case EstablishmentNumber:
            return {"000000000001"};
        case KvkNumber:
            return {"00000001"};
        case BigNumber:
            return {"00000000001"};
        case Text:
            break;
    }
    if (column.name == "waarde") return {"bv", "12345678", "ja"};
    if (column.name == "nummer") return {"00000000001"};
    if (column.name == "eis") return {"proef-eis", "vraag 7"};
    if (column.name == "betreft") return {"mensen:P1", "documenten:D1@1", "risicos:R1"};
    return {"tekst"};
}

// Calls `with` for each combination of fillings, and for the same with every optional cell empty.
template <class Use>
void for_each_row(const lists::ListType& list, Use&& with) {
    std::vector<RowCells> rows{RowCells{}};
    int place = 0;
    for (const auto& column : list.columns) {
        std::vector<RowCells> longer;
        for (const auto& filling : fillings(column, place))
            for (auto row : rows) {
                row[std::string{column.name}] = filling;
                longer.push_back(std::move(row));
            }
        rows = std::move(longer);
        ++place;
    }
    for (auto& row : rows) {
        with(std::as_const(row));
        for (const auto& column : list.columns)
            if (column.need == lists::Need::Optional) row.erase(std::string{column.name});
        with(std::as_const(row));
    }
}

}  // namespace kader::check

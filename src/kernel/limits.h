#pragma once

// Every limit on what comes from outside, in one place. The biggest word first, the unit last.

#include <cstddef>

namespace kader::limits {

inline constexpr std::size_t KiB = 1024;
inline constexpr std::size_t MiB = 1024 * KiB;

inline constexpr std::size_t list_file_bytes_max = 1024 * MiB;
inline constexpr std::size_t list_cell_bytes_max = 64 * KiB;
inline constexpr std::size_t list_columns_count_max = 256;
inline constexpr std::size_t list_rows_count_max = 4'000'000;
inline constexpr std::size_t list_rejects_kept_count_max = 10'000;
inline constexpr std::size_t list_rejects_shown_count_max = 50;
inline constexpr std::size_t list_mapping_bytes_max = 1 * MiB;
inline constexpr std::size_t folder_files_count_max = 1000;

inline constexpr std::size_t record_kenmerk_characters_max = 200;
inline constexpr std::size_t record_body_bytes_max = 4 * MiB;  // All cells of one row, as stored.

inline constexpr std::size_t norm_file_bytes_max = 1 * MiB;
inline constexpr int norm_condition_depth_max = 16;

inline constexpr int reasons_shown_count_max = 50;
inline constexpr std::size_t key_facts_before_counter_count = 1000;

inline constexpr std::size_t key_file_bytes_max = 16 * KiB;  // A keyring of hundreds of epochs.
inline constexpr std::size_t audit_entry_bytes_max = 64 * KiB;

// Of what an import tells one by one; all of it is counted.
inline constexpr std::size_t import_changes_kept_count_max = 10'000;
// One version with every cell as large as a cell can be.
inline constexpr std::size_t export_line_bytes_max = 16 * MiB;
inline constexpr std::size_t export_manifest_bytes_max = 1 * MiB;
inline constexpr std::size_t export_json_depth_max = 4;

// Of a document that is turned into text (src/decoding).
inline constexpr std::size_t document_pdf_bytes_max = 50 * MiB;
inline constexpr std::size_t document_docx_bytes_max = 20 * MiB;
inline constexpr std::size_t document_plain_bytes_max = 20 * MiB;
inline constexpr std::size_t document_text_bytes_max = 4 * MiB;  // What is longer is cut, and says so.
inline constexpr int document_pages_count_max = 1000;
inline constexpr std::size_t document_part_bytes_max = 64 * MiB;   // One part of a Word file, unpacked.
inline constexpr std::size_t document_parts_bytes_max = 96 * MiB;  // All parts that are read.
inline constexpr std::size_t document_ratio_free_bytes = 8 * MiB;  // Below this any ratio will do.
inline constexpr std::size_t document_ratio_max = 200;             // Unpacked to packed.
inline constexpr std::size_t document_packed_files_count_max = 10'000;
inline constexpr int document_xml_depth_max = 200;

// Of what a browser and a passkey answer (src/factors).
inline constexpr std::size_t webauthn_client_data_bytes_max = 4 * KiB;
inline constexpr std::size_t webauthn_attestation_bytes_max = 64 * KiB;  // Room for the certificates of a vendor.
inline constexpr std::size_t webauthn_authenticator_data_bytes_max = 4 * KiB;
inline constexpr std::size_t webauthn_credential_id_bytes_max = 1023;  // As the standard says.
inline constexpr std::size_t webauthn_signature_bytes_max = 1 * KiB;
inline constexpr int cbor_depth_max = 8;
inline constexpr std::size_t cbor_members_count_max = 64;  // Of one map or list.

static_assert(list_cell_bytes_max < list_file_bytes_max);

}  // namespace kader::limits

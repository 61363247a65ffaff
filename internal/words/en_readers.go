package words

const (
	nextPublisher = "Get the document again from its publisher. If it stays so, tell the publisher."
	nextTool      = "Make the inventory again with its tool, or ask its maker."
)

// enReaders are the errors of reading a document.
var enReaders = Catalogue{
	"json_empty":               {"The document is empty.", nextPublisher},
	"json_size":                {"The document is larger than {size}. It was not read.", "Check that it is what you expect. The standards keep an advisory below 50 MiB, so ask its publisher for it in several documents; a feed can be imported in parts."},
	"json_depth":               {"The document is nested more than {limit} levels deep[, at line {line}, column {column}]. It was not read.", nextPublisher},
	"json_truncated":           {"The document ends too early[, at line {line}, column {column}]: it was cut off on the way.", "Copy or fetch it again and import it once more."},
	"json_duplicate":           {"The member {name} stands twice in one place[, at line {line}, column {column}], so it is not sure which one is meant.", nextPublisher},
	"json_trailing":            {"There is more text after the end of the document[, at line {line}, column {column}].", nextPublisher},
	"json_encoding":            {"The document is not written in UTF-8[, at line {line}, column {column}].", nextPublisher},
	"json_syntax":              {"The document is no sound JSON[, at line {line}, column {column}].", nextPublisher},
	"json_type":                {"There should be {want} where there is {got}[, at line {line}, column {column}].", nextPublisher},
	"member_missing":           {"The member {member}, which the format requires, is missing.", nextPublisher},
	"member_date":              {"The member {member} should be a date, but is {value}.", nextPublisher},
	"member_value":             {"The member {member} has a value the format does not allow: {value}.", nextPublisher},
	"too_much_work":            {"The document refers to itself so often that reading it would take beyond reason (more than {limit} steps). It was not read.", nextPublisher},
	"csv_syntax":               {"The table is broken[ at line {line}]: a quotation mark stands alone or is never closed.", nextPublisher},
	"csv_fields":               {"Line {line} of the table has {got} fields where the header has {want}: it was cut off or changed.", "Copy or fetch it again and import it once more."},
	"csv_column":               {"The table has no column {column}, which the format requires.", nextPublisher},
	"csv_twice":                {"The column {column} stands in the table twice, so it is not sure which one is meant.", nextPublisher},
	"csv_empty":                {"The field {column} in line {line}, which the format requires, is empty.", nextPublisher},
	"csv_value":                {"The field {column} in line {line} has a value the format does not allow: {value}.", nextPublisher},
	"nvd_format":               {"This is {format} in version {version}, and only the CVE data of NVD's API 2.0 are read.", "Get the records from NVD's API 2.0 or its feeds of that version."},
	"epss_date":                {"The scores say they are of {value}, which is no date.", nextPublisher},
	"epss_no_day":              {"The scores do not say of which day they are, and neither does the file's name.", "Give the file a name with its day, such as epss_scores-2021-04-14.csv, and import it once more."},
	"csaf_version":             {"This is CSAF in version {version}, and only version 2 is read.", "Ask the publisher for CSAF 2.0."},
	"csaf_none":                {"This is no CSAF document: it has no document/csaf_version.", "Name a CSAF document, as JSON."},
	"csaf_nothing_to_validate": {"There is no CSAF document in {subject}.", "Name a CSAF document, as JSON, or a folder or archive of them."},
	"csaf_preset_unknown":      {"There is no set of tests called {subject}.", "See fenceline csaf validate --help."},
	"csaf_edition_unknown":     {"This is CSAF in version {version}; only 2.0 and 2.1 can be validated.", "Ask the publisher for CSAF 2.0 or 2.1."},
	"csaf_depth":               {"The product tree has more than {limit} branches or levels. It was not read.", nextPublisher},
	"cve_data_type":            {"This says it is {type}, which is no CVE record.", nextPublisher},
	"vex_xml":                  {"The document is no sound XML, at line {line}: {cause}.", nextPublisher},
	"cve_reserved":             {"{id} is only reserved: nothing is published under it yet.", "Import it again when it is published."},
	"cve_data_version":         {"This is a CVE record in version {version}, and only version 5 is read.", "Get the record as CVE JSON 5."},
}

// enInventories are the errors of reading an inventory.
var enInventories = Catalogue{
	"unsupported_sbom":    {"This is an inventory written as {format}, which is not read.", "Ask for CycloneDX as JSON or XML, SPDX as JSON or tag-value, or Syft JSON."},
	"unsupported_version": {"This is {format} in version {version}, which is not read.", "Make the inventory in a version that is read: CycloneDX 1.x, SPDX 2.2, 2.3 or 3.0."},
	"sbom_format_name":    {"The document does not say which format it is[: {found}].", nextTool},
	"text_encoding":       {"The document says it is written in {encoding}, which is not read.", "Save it as UTF-8 and import it once more."},
	"text_mismatch":       {"The document says it is written in {encoding}, but it is not.", nextTool},
	"xml_syntax":          {"The document is no sound XML[, at line {line}, column {column}].", nextTool},
	"xml_truncated":       {"The document ends too early[, at line {line}, column {column}]: it was cut off on the way.", "Copy it again and import it once more."},
	"xml_depth":           {"The document is nested more than {limit} levels deep[, at line {line}, column {column}]. It was not read.", nextTool},
	"tag_value_truncated": {"The text of {tag} starts at line {line} and never ends.", nextTool},
	"tag_value_syntax":    {"The document is no sound SPDX tag-value text.", nextTool},
}

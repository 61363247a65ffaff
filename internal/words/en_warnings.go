package words

// enWarnings are what a reader noticed and lived with.
var enWarnings = Catalogue{
	"text_bom":      {Say: "A byte-order mark at the start was passed over."},
	"text_utf16":    {Say: "The document was written in UTF-16."},
	"entry_empty":   {Say: "An empty entry of a list was passed over."},
	"date_unread":   {Say: "{value} is no date; it is kept as not stated."},
	"date_no_zone":  {Say: "The time {value} names no zone; it is read as UTC."},
	"warnings_more": {Say: "{count} further notes are not listed."},

	"older_revision":            {Say: "A newer revision, {have}, is already here; revision {got} is kept beside it and changes nothing."},
	"weaker_revision":           {Say: "The origin of this revision ({got}) is less proven than that of the one here ({have}); it may raise, but not lower."},
	"stronger_revision":         {Say: "Its origin ({got}) is better proven than that of the newer revision here ({have}), so it counts; the newer one may raise, but not lower."},
	"same_revision_other_bytes": {Say: "Revision {revision} is already here with other content; the publisher changed it without a new number. Both are kept."},
	"weaker_catalogue":          {Say: "The origin of this catalogue ({got}) is less proven than that of the one here ({have}): it may add entries, and takes none away."},
	"older_catalogue":           {Say: "A newer catalogue, of {have}, is already here; the one of {got} changes nothing."},

	"older_scores":  {Say: "Scores of a newer day, {have}, are already here and are shown; those of {got} are kept."},
	"weaker_scores": {Say: "Scores of {day} are already here, and their origin is better proven; these are kept as a file and not used."},

	"epss_twice": {Say: "{cve} stands in the scores more than once; the last row counts."},

	"vex_no_id":      {Say: "The document has no id; it is known by its digest, and no other is a newer revision of it."},
	"vex_no_time":    {Say: "A statement has no time: none can be newer or older than it."},
	"vex_no_reason":  {Say: "A statement says not affected and gives no reason."},
	"vex_no_product": {Say: "{ref} is named and cannot be met: it is neither a package URL nor a CPE name nor a component of this document."},
	"vex_superseded": {Say: "{count} statements are followed by later ones on the same product and vulnerability; the latest counts."},

	"nvd_ssvc":   {Say: "SSVC says {value} for {point}, which is not known; it is left out."},
	"nvd_negate": {Say: "A configuration says what must not be there; it claims nothing here."},
	"nvd_cpe":    {Say: "{cpe} is no CPE name; it is kept and meets nothing."},

	"stix_passed":  {Say: "{count} objects of type {type} are not read."},
	"stix_revoked": {Say: "{count} objects were revoked by their makers and are left out."},
	"stix_version": {Say: "The bundle is STIX {version}; it is read like 2.1."},
	"stix_marking": {Say: "The marking {marking} is not defined here and is none of TLP."},

	"kev_count": {Say: "The catalogue says it has {stated} entries and has {found}."},
	"kev_twice": {Say: "{cve} stands in the catalogue more than once."},
	"kev_due":   {Say: "The due date {value} is no day; it is kept as not stated."},

	"csaf_tlp":              {Say: "The label {label} is none of TLP; the document counts as not labelled."},
	"csaf_product_unknown":  {Say: "The product {product} is named, but not defined."},
	"csaf_product_twice":    {Say: "The product {product} is defined more than once."},
	"csaf_group_unknown":    {Say: "The group {group} is named, but not defined."},
	"csaf_path_shortened":   {Say: "The product {product} is made of more than two products; the further ones are not read."},
	"csaf_product_circle":   {Say: "The product {product} refers to itself."},
	"csaf_status_conflict":  {Say: "The product {product} is called affected and not affected at once; it counts as affected."},
	"csaf_branch_unnamed":   {Say: "A branch of the product tree has no name."},
	"csaf_range_as_version": {Say: "{count} versions are in truth ranges; they are read as ranges."},

	"cve_status":   {Say: "A version has the status {status}, which is not known; it claims nothing."},
	"cve_ssvc":     {Say: "SSVC says {value} for {point}, which is not known; it is left out."},
	"osv_severity": {Say: "A severity of type {type} ({score}) is not read."},
	"osv_versions": {Say: "An affected package names neither ranges nor versions."},
	"osv_events":   {Say: "An event has several members; it is read as one event each."},
	"cvss_vector":  {Say: "The CVSS vector {vector} cannot be read; the stated number is kept."},
	"cvss_differs": {Say: "The CVSS vector {vector} gives {computed}, not {stated}; the computed number is kept."},

	"no_components":    {Say: "Nothing in this inventory can be identified: no advisory can be compared with it."},
	"not_software":     {Say: "{count} entries of type {type} are no software and are left out."},
	"recovered":        {Say: "Entries of type {type} that the reading library passed over and this program kept: {count}."},
	"library_refused":  {Say: "A part of the document could not be read in full ({reason}); the entries themselves are there."},
	"member_unread":    {Say: "A member of the document could not be read."},
	"purl_unread":      {Say: "The package URL {purl} cannot be read ({reason})."},
	"purls_unread":     {Say: "{count} package URLs cannot be read, more than are listed."},
	"line_unread":      {Say: "A line is no tag and value; it was passed over."},
	"lines_unread":     {Say: "{count} lines are no tag and value, more than are listed."},
	"invalid_utf8":     {Say: "{count} bytes are no UTF-8 and were replaced."},
	"without_name":     {Say: "{count} entries have no name."},
	"without_identity": {Say: "{count} entries have no identity: no advisory can be compared with them."},
	"cpes_left_out":    {Say: "{count} CPE names beyond what one component may have are left out."},
	"null_entries":     {Say: "{count} entries are empty and were passed over."},
	"duplicates":       {Say: "{count} entries are listed more than once and counted once."},
	"claims_beside":    {Say: "The document also makes {count} statements about vulnerabilities. Bring it in as an advisory, too, and they count."},
	"uncounted":        {Say: "{count} packages were seen by the reading library alone."},
}

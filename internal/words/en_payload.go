package words

// enPayloads are the words for patch files.
var enPayloads = Catalogue{
	"payload_too_large":    {"The patch file is larger than the {limit} MiB that this desk keeps.", "Raise the limit: fenceline desk set --payload-limit."},
	"payload_off":          {"This desk keeps no patch files.", "To keep them: fenceline desk set --payload-limit 4096."},
	"payload_limit_unfit":  {"{value} is no size for the largest patch file.", "Give it in MiB: up to 1048576, or 0 to keep none."},
	"payload_not_here":     {"The bytes of the patch file are not on this desk.", "Import the bundle it came in again."},
	"payload_damaged":      {"What is kept of the patch file is not what came in: the disk or somebody changed it.", "Do not use it. Import the bundle it came in again."},
	"payload_not_copied":   {"The copy at {subject} does not have the bytes it should have.", "Do not use it. Try another stick."},
	"payload_distrusted":   {"What proved the origin of {subject} is trusted no more.", "See why: fenceline payload show. Ask whoever sent it."},
	"payload_not_released": {"A patch file whose hash or signature is wrong is neither let in nor handed out.", "Get it again from whoever sent it; with the right bytes it comes in by itself."},
	"no_such_payload":      {"There is no patch file {subject} here.", "See fenceline payload list."},
	"several_payloads":     {"Several patch files are called {subject}.", "Name the one you mean by more digits of its digest."},

	"payloads_note":       {Say: "kept as they came, never opened"},
	"payload_by":          {Say: "key {key}"},
	"payload_line":        {Say: "{size}, SHA-256 {digest}; {proof}; {here}"},
	"payload_here":        {Say: "on this desk"},
	"payload_gone":        {Say: "not on this desk"},
	"payload_for_nothing": {Say: "nothing it is bound to was named"},
	"payload_for_more":    {Say: "and {n} more"},

	"event_payload.save":   {Say: "Patch file copied out: {subject}[, SHA-256 {after}]"},
	"event_payload.remove": {Say: "Patch file taken off the desk: {subject}[ ({reason})]"},

	"sort_payload": {Say: "a patch file"},
}

package words

// esRelations are the words for what hangs together.
var esRelations = Catalogue{
	"no_relations": {"Aquí no hay nada que se llame {subject}.", "Indique una tarea, un activo, un CVE, un aviso o un componente tal como aparece en las listas."},

	"relation_threat": {Say: "amenaza"}, "relation_advisory": {Say: "aviso"}, "relation_vulnerability": {Say: "vulnerabilidad"},
	"relation_component": {Say: "componente"}, "relation_asset": {Say: "activo"}, "relation_task": {Say: "tarea"},
	"relations_threat": {Say: "Amenazas"}, "relations_advisory": {Say: "Avisos"}, "relations_vulnerability": {Say: "Vulnerabilidades"},
	"relations_component": {Say: "Componentes"}, "relations_asset": {Say: "Activos"}, "relations_task": {Say: "Tareas"},

	"threat_attack_pattern": {Say: "técnica"}, "threat_campaign": {Say: "campaña"}, "threat_intrusion_set": {Say: "conjunto de intrusiones"},
	"threat_threat_actor": {Say: "actor de amenazas"}, "threat_malware": {Say: "programa malicioso"}, "threat_tool": {Say: "herramienta"},

	"relation_join":      {Say: "{name}[ ({says})][ ({unsure})]"},
	"relations_none":     {Say: "Nada que afecte a esta mesa, o que pueda afectarle, está relacionado con ello."},
	"relations_left_one": {Say: "No se muestra {n} elemento más lejano."}, "relations_left_many": {Say: "No se muestran {n} elementos más lejanos."},

	"relation_whole":    {Say: "{name}[, {note}]"},
	"relations_title":   {Say: "Qué toca {name}"},
	"relations_picture": {Say: "Gráfico"},
	"relations_list":    {Say: "Lista"},
	"relations_reading": {Say: "Reuniendo lo relacionado"},
	"relations_alone":   {Say: "Aquí no toca nada"},
	"relation_open":     {Say: "Abrir {kind}"},
	"relation_search":   {Say: "Buscarlo"},
	"relation_turn":     {Say: "Qué toca"},
	"relations_button":  {Say: "Qué toca"},
}

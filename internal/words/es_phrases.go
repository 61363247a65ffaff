package words

// esPhrases are the words for values: dates, tiers, states, verdicts, counts.
var esPhrases = Catalogue{
	"not_known": {Say: "no se sabe"},
	"and":       {Say: "{a} y {b}"}, "and_before_i": {Say: "{a} e {b}"},

	"day_short": {Say: "{weekday} {day} {month}[ {year}]"},
	"day_long":  {Say: "{weekday} {day} de {month} de {year}"},
	"day_plain": {Say: "{day} {month} {year}"},
	"instant":   {Say: "{day}, {time}"},

	"weekday_short_0": {Say: "dom"}, "weekday_short_1": {Say: "lun"}, "weekday_short_2": {Say: "mar"}, "weekday_short_3": {Say: "mié"},
	"weekday_short_4": {Say: "jue"}, "weekday_short_5": {Say: "vie"}, "weekday_short_6": {Say: "sáb"},
	"weekday_long_0": {Say: "domingo"}, "weekday_long_1": {Say: "lunes"}, "weekday_long_2": {Say: "martes"}, "weekday_long_3": {Say: "miércoles"},
	"weekday_long_4": {Say: "jueves"}, "weekday_long_5": {Say: "viernes"}, "weekday_long_6": {Say: "sábado"},
	"month_short_1": {Say: "ene"}, "month_short_2": {Say: "feb"}, "month_short_3": {Say: "mar"}, "month_short_4": {Say: "abr"},
	"month_short_5": {Say: "may"}, "month_short_6": {Say: "jun"}, "month_short_7": {Say: "jul"}, "month_short_8": {Say: "ago"},
	"month_short_9": {Say: "sep"}, "month_short_10": {Say: "oct"}, "month_short_11": {Say: "nov"}, "month_short_12": {Say: "dic"},
	"month_long_1": {Say: "enero"}, "month_long_2": {Say: "febrero"}, "month_long_3": {Say: "marzo"}, "month_long_4": {Say: "abril"},
	"month_long_5": {Say: "mayo"}, "month_long_6": {Say: "junio"}, "month_long_7": {Say: "julio"}, "month_long_8": {Say: "agosto"},
	"month_long_9": {Say: "septiembre"}, "month_long_10": {Say: "octubre"}, "month_long_11": {Say: "noviembre"}, "month_long_12": {Say: "diciembre"},

	"age_ahead":      {Say: "con fecha posterior a la de este reloj"},
	"relative_today": {Say: "hoy"}, "relative_tomorrow": {Say: "mañana"},
	"relative_in_one": {Say: "dentro de {n} día"}, "relative_in_many": {Say: "dentro de {n} días"},
	"relative_overdue_one": {Say: "venció hace {n} día"}, "relative_overdue_many": {Say: "venció hace {n} días"},
	"age_one": {Say: "de hace {n} día"}, "age_many": {Say: "de hace {n} días"},

	"tier_forensic": {Say: "3 días, con investigación forense"}, "tier_3": {Say: "3 días"}, "tier_14": {Say: "14 días"},
	"tier_60": {Say: "60 días"}, "tier_upgrade": {Say: "con la próxima actualización del sistema"}, "tier_none": {Say: "nada abierto"},
	"tier_short_forensic": {Say: "3 días + forense"}, "tier_short_3": {Say: "3 días"}, "tier_short_14": {Say: "14 días"},
	"tier_short_60": {Say: "60 días"}, "tier_short_upgrade": {Say: "Próx. actualización"},

	"state_open": {Say: "Abierto"}, "state_planned": {Say: "Planificado"}, "state_in_progress": {Say: "En curso"}, "state_claimed": {Say: "Declarado hecho"},
	"state_restart_pending": {Say: "Pendiente de reinicio"}, "state_fixed_triage_outstanding": {Say: "Corregido, falta el triaje"},
	"state_verified": {Say: "Verificado"}, "state_blocked": {Say: "Bloqueado"}, "state_exception": {Say: "Excepción"},
	"state_not_applicable": {Say: "No aplicable"}, "state_reopened": {Say: "Reabierto"},

	"verdict_affected": {Say: "afectado"}, "verdict_not_affected": {Say: "no afectado"}, "verdict_cannot_tell": {Say: "sin determinar"},
	"verdict_disputed":   {Say: ", en disputa"},
	"confidence_certain": {Say: "segura"}, "confidence_likely": {Say: "probable"}, "confidence_check": {Say: "conviene revisarla"},
	"confidence_name_only": {Say: "solo por el nombre"},

	"badge_failed": {Say: "comprobación fallida"}, "badge_unchecked": {Say: "aún sin comprobar"}, "badge_unsigned": {Say: "sin firma"},
	"badge_hash": {Say: "solo hash"}, "badge_signed": {Say: "firmado, clave sin fijar"}, "badge_verified": {Say: "verificado, clave fijada"},
	"tlp_none": {Say: "sin etiqueta"},

	"fix_update": {Say: "Actualizar {name} a {version}"}, "fix_update_advised": {Say: "Actualizar {name} como indica el fabricante"},
	"fix_windows_build": {Say: "Actualizar {name} a la compilación {version}"}, "fix_windows_build_advised": {Say: "Actualizar {name} como indica Microsoft"},
	"fix_firmware": {Say: "Actualizar el firmware de {name} a {version}"}, "fix_firmware_advised": {Say: "Actualizar el firmware de {name} como indica el fabricante"},
	"fix_mitigate": {Say: "Mitigar {name}"}, "fix_watch": {Say: "Vigilar {name}: aún no hay corrección"},
	"moved_targets_one": {Say: "{n} activo está ahora en otra tarea"}, "moved_targets_many": {Say: "{n} activos están ahora en otra tarea"},
	"fix_by": {Say: "{fix} ({update})"}, "fix_by_any": {Say: "{fix} (vale cualquiera de {updates})"},
	"sort_of_fix_update": {Say: "Actualización"}, "sort_of_fix_windows_build": {Say: "Actualización de Windows"}, "sort_of_fix_firmware": {Say: "Firmware"},
	"sort_of_fix_mitigation": {Say: "Mitigación"}, "sort_of_fix_watch": {Say: "Vigilancia"},
	"remedy_vendor_fix": {Say: "Corrección del fabricante"}, "remedy_mitigation": {Say: "Mitigación"}, "remedy_workaround": {Say: "Solución provisional"},
	"remedy_no_fix_planned": {Say: "No se prevé corrección"}, "remedy_none_available": {Say: "Aún no hay corrección"},
	"remedy_fix_planned": {Say: "Hay una corrección prevista"}, "remedy_optional_patch": {Say: "Parche opcional"},

	"mention": {Say: "{vulnerability} {value}, según {source}[ ({date})][: {title}]"},
	"epss":    {Say: "EPSS {score} para {vulnerability} ({date}): {share} % de probabilidad de que se explote en los 30 días siguientes a ese día"},

	"progress": {Say: "{stage}[: {share} %][, {name}]"}, "stage_read": {Say: "Leyendo"}, "stage_match": {Say: "Comparando con el inventario"},
	"stage_plan": {Say: "Planificando tareas"}, "stage_reindex": {Say: "Leyendo de nuevo los documentos guardados"}, "stage_drop": {Say: "Vaciando los registros derivados"},

	"sort_csaf": {Say: "un aviso CSAF"}, "sort_osv": {Say: "un registro OSV"}, "sort_cve": {Say: "un registro CVE"},
	"sort_kev": {Say: "un catálogo KEV"}, "sort_openvex": {Say: "un documento OpenVEX"}, "sort_nvd": {Say: "registros CVE de la NVD"}, "sort_stix": {Say: "un lote STIX"}, "sort_epss": {Say: "puntuaciones EPSS de un día"}, "sort_cyclonedx": {Say: "un SBOM CycloneDX"}, "sort_spdx": {Say: "un SBOM SPDX"},
	"sort_syft": {Say: "un SBOM de Syft"}, "sort_hash": {Say: "un archivo de hash"}, "sort_signature": {Say: "una firma"},
	"sort_key": {Say: "una clave pública"}, "sort_manifest": {Say: "el manifiesto de un lote"},
	"sort_provider": {Say: "un índice de avisos"}, "sort_stated": {Say: "datos escritos a mano"}, "sort_unknown": {Say: "un documento de un tipo que este programa no conoce"},
	"sort_JSON list": {Say: "una lista JSON"}, "sort_GitHub advisory": {Say: "un aviso en el formato propio de GitHub"}, "sort_CVE container": {Say: "un contenedor de un registro CVE"},
	"sort_STIX object": {Say: "un objeto STIX fuera de un lote"}, "sort_SSVC decision point": {Say: "un punto de decisión o una tabla SSVC"}, "sort_JSON-LD context": {Say: "un contexto JSON-LD"},
	"sort_JSON Schema": {Say: "un JSON Schema"}, "sort_Microsoft Office": {Say: "un archivo de Microsoft Office"},
	"ecosystem_vendor": {Say: "productos de {vendor}"},
}

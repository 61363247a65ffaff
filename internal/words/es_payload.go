package words

// esPayloads is the Spanish of enPayloads.
var esPayloads = Catalogue{
	"payload_too_large":    {Say: "El archivo de parche ocupa más de los {limit} MiB que guarda esta mesa.", Next: "Suba el límite: fenceline desk set --payload-limit."},
	"payload_off":          {Say: "Esta mesa no guarda archivos de parche.", Next: "Para guardarlos: fenceline desk set --payload-limit 4096."},
	"payload_limit_unfit":  {Say: "{value} no es un tamaño para el mayor archivo de parche.", Next: "Délo en MiB: hasta 1048576, o 0 para no guardar ninguno."},
	"payload_not_here":     {Say: "Los bytes del archivo de parche no están en esta mesa.", Next: "Importe de nuevo el lote en el que vino."},
	"payload_damaged":      {Say: "Lo que se guarda del archivo de parche no es lo que llegó: lo cambió el disco o alguien.", Next: "No lo use. Importe de nuevo el lote en el que vino."},
	"payload_not_copied":   {Say: "La copia en {subject} no tiene los bytes que debería.", Next: "No la use. Pruebe con otra memoria USB."},
	"payload_distrusted":   {Say: "Lo que probaba la procedencia de {subject} ya no es de confianza.", Next: "Vea por qué: fenceline payload show. Pregunte a quien lo envió."},
	"payload_not_released": {Say: "Un archivo de parche cuyo hash o firma es incorrecto no se admite ni se entrega.", Next: "Obténgalo de nuevo de quien lo envió; con los bytes correctos entra por sí solo."},
	"no_such_payload":      {Say: "Aquí no hay ningún archivo de parche {subject}.", Next: "Vea fenceline payload list."},
	"several_payloads":     {Say: "Varios archivos de parche se llaman {subject}.", Next: "Nombre el que busca con más dígitos de su digest."},
	"payloads_note":        {Say: "guardados como llegaron, nunca abiertos"},
	"payload_by":           {Say: "clave {key}"},
	"payload_line":         {Say: "{size}, SHA-256 {digest}; {proof}; {here}"},
	"payload_here":         {Say: "en esta mesa"},
	"payload_gone":         {Say: "no está en esta mesa"},
	"payload_for_nothing":  {Say: "no se nombró nada a lo que esté ligado"},
	"payload_for_more":     {Say: "y {n} más"},
	"event_payload.save":   {Say: "Archivo de parche copiado fuera: {subject}[, SHA-256 {after}]"},
	"event_payload.remove": {Say: "Archivo de parche quitado de la mesa: {subject}[ ({reason})]"},
	"sort_payload":         {Say: "un archivo de parche"},
}

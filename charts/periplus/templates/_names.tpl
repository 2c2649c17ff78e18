{{- define "periplus.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "periplus.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end -}}

{{- define "periplus.labels" -}}
{{ include "periplus.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "periplus.metadata" -}}
name: {{ include "periplus.name" . }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "periplus.labels" . | nindent 2 }}
{{- end -}}

{{- define "periplus.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "periplus.name" .) -}}
{{- end -}}

{{- define "periplus.dataClaim" -}}
{{- .Values.data.existingClaim | default (printf "%s-data" (include "periplus.name" .)) -}}
{{- end -}}

{{/* Where the pods of steps reach the servers: an address where there is one, so that they need no DNS. */}}
{{- define "periplus.transferServer" -}}
{{- $host := .Values.service.clusterIP | default (printf "%s.%s.svc" (include "periplus.name" .) .Release.Namespace) -}}
{{- .Values.transfer.server | default (printf "http://%s:%d" (ternary (printf "[%s]" $host) $host (contains ":" $host)) (.Values.service.port | int)) -}}
{{- end -}}

{{- define "periplus.baseUrl" -}}
{{- if .Values.baseUrl -}}
{{- .Values.baseUrl -}}
{{- else if .Values.ingress.enabled -}}
{{- printf "%s://%s%s" (ternary "https" "http" (ne .Values.ingress.tlsSecret "")) .Values.ingress.host (.Values.ingress.path | trimSuffix "/") -}}
{{- end -}}
{{- end -}}

{{/* The environment variable by which MicroProfile Config finds a key. */}}
{{- define "periplus.variable" -}}
{{- regexReplaceAll "[^A-Za-z0-9]" . "_" | upper -}}
{{- end -}}

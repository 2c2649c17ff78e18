{{/* What the chart's own values say, as keys of the server; what stands in config comes before it. */}}
{{- define "periplus.configuration" -}}
{{- $own := dict "periplus.data.dir" "/var/lib/periplus" }}
{{- $_ := set $own "periplus.containers.engine" "kubernetes" }}
{{- $_ := set $own "periplus.kubernetes.owner" (include "periplus.name" .) }}
{{- if not .Values.measureUsage }}{{ $_ := set $own "periplus.kubernetes.usage-parallel" "0" }}{{ end }}
{{- $_ := set $own "periplus.containers.network" (ternary "open" "none" (not (empty .Values.networkPolicy.tools))) }}
{{- if .Values.transfer.enabled }}
{{- $_ := set $own "periplus.kubernetes.data" "transfer" }}
{{- $_ := set $own "periplus.kubernetes.transfer.server" (include "periplus.transferServer" .) }}
{{- $_ := set $own "periplus.kubernetes.transfer.image" (printf "%s:%s" .Values.transfer.image.repository (.Values.transfer.image.tag | default .Chart.AppVersion)) }}
{{- with .Values.transfer.cache.path }}
{{- $_ := set $own "periplus.kubernetes.transfer.cache" . }}
{{- $_ := set $own "periplus.kubernetes.transfer.cache-size" $.Values.transfer.cache.size }}
{{- end }}
{{- else }}
{{- $_ := set $own "periplus.kubernetes.volumes" (printf "/var/lib/periplus=pvc:%s" (include "periplus.dataClaim" .)) }}
{{- end }}
{{- $_ := set $own "periplus.database.url" .Values.database.url }}
{{- $_ := set $own "periplus.database.user" .Values.database.user }}
{{- $host := include "periplus.name" . }}
{{- $inside := printf "%s.%s.svc" $host .Release.Namespace }}
{{- $_ := set $own "periplus.http.hosts" (printf "%s,%s.%s,%s,%s.*" $host $host .Release.Namespace $inside $inside) }}
{{- with include "periplus.baseUrl" . }}{{ $_ := set $own "periplus.base-url" . }}{{ end }}
{{- with .Values.ingress.trustedProxies }}{{ $_ := set $own "periplus.http.trusted-proxies" . }}{{ end }}
{{- if .Values.serviceMonitor.enabled }}
{{- $_ := set $own "periplus.ops.allow" (printf "127.0.0.0/8,::1,%s" .Values.serviceMonitor.allow) }}
{{- end }}
{{- if .Values.results.bucket }}
{{- $_ := set $own "periplus.results.store" "s3" }}
{{- $_ := set $own "periplus.results.s3.bucket" .Values.results.bucket }}
{{- $_ := set $own "periplus.results.s3.region" .Values.results.region }}
{{- with .Values.results.endpoint }}{{ $_ := set $own "periplus.results.s3.endpoint" . }}{{ end }}
{{- end }}
{{- merge (dict) .Values.config $own | toJson }}
{{- end -}}

{{- define "periplus.secretConfiguration" -}}
{{- $own := dict "periplus.database.password" .Values.database.passwordSecret }}
{{- if and .Values.results.bucket .Values.results.credentialsSecret.name }}
{{- $secret := .Values.results.credentialsSecret }}
{{- $_ := set $own "periplus.results.s3.access-key" (dict "name" $secret.name "key" $secret.accessKey) }}
{{- $_ := set $own "periplus.results.s3.secret-key" (dict "name" $secret.name "key" $secret.secretKey) }}
{{- end }}
{{- merge (dict) .Values.secretConfig $own | toJson }}
{{- end -}}

{{- define "periplus.environment" -}}
- name: PERIPLUS_CLUSTER_NODE
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: JAVA_HEAP_PERCENT
  value: {{ .Values.heap | quote }}
{{- range $key, $value := include "periplus.configuration" . | fromJson }}
- name: {{ include "periplus.variable" $key }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- range $key, $secret := include "periplus.secretConfiguration" . | fromJson }}
- name: {{ include "periplus.variable" $key }}
  valueFrom: {secretKeyRef: {name: {{ $secret.name | quote }}, key: {{ $secret.key | quote }}}}
{{- end }}
{{- with .Values.env }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "vesper.labels" -}}
app.kubernetes.io/name: vesper
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "vesper.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "vesper.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "vesper.environment" -}}
- {name: VESPER_DB_URL, value: {{ .Values.database.url | quote }}}
- {name: VESPER_DB_USER, value: {{ .Values.database.user | quote }}}
- {name: VESPER_KAFKA, value: {{ .Values.kafka.bootstrapServers | quote }}}
{{- with .Values.kafka }}
{{- if ne .protocol "PLAINTEXT" }}
- {name: VESPER_KAFKA_PROTOCOL, value: {{ .protocol }}}
{{- if .user }}
- {name: VESPER_KAFKA_USER, value: {{ .user | quote }}}
- {name: VESPER_KAFKA_MECHANISM, value: {{ .mechanism }}}
{{- end }}
{{- if .ca }}
- {name: VESPER_KAFKA_CA, value: {{ .ca | quote }}}
{{- end }}
{{- if .keystore }}
- {name: VESPER_KAFKA_KEYSTORE, value: {{ .keystore | quote }}}
{{- end }}
{{- end }}
{{- end }}
{{- if .Values.errorReports.dsn }}
- {name: VESPER_SENTRY_DSN, value: {{ .Values.errorReports.dsn | quote }}}
- {name: VESPER_ENVIRONMENT, value: {{ .Values.errorReports.environment | quote }}}
{{- end }}
- {name: VESPER_ISSUER, value: {{ printf "https://%s" .Values.host | quote }}}
- {name: VESPER_SECRETS, value: /run/secrets/vesper}
{{- if .Values.documentKeystore }}
- {name: VESPER_DOCUMENT_KEYSTORE, value: {{ .Values.documentKeystore | quote }}}
{{- end }}
{{- if .Values.worker.replicas }}
- {name: VESPER_BATCH_WORKERS, value: kafka}
- {name: VESPER_BATCH_RANGES, value: {{ .Values.worker.ranges | quote }}}
{{- end }}
{{- if .Values.tracing.endpoint }}
- {name: OTEL_JAVA_GLOBAL_AUTOCONFIGURE_ENABLED, value: "true"}
- {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ .Values.tracing.endpoint | quote }}}
- {name: OTEL_EXPORTER_OTLP_PROTOCOL, value: http/protobuf}
- {name: OTEL_TRACES_SAMPLER, value: parentbased_traceidratio}
- {name: OTEL_TRACES_SAMPLER_ARG, value: {{ .Values.tracing.share | quote }}}
- {name: OTEL_METRICS_EXPORTER, value: none}
- {name: OTEL_LOGS_EXPORTER, value: none}
{{- end }}
{{- end }}

{{- define "vesper.mounts" -}}
- {name: secrets, mountPath: /run/secrets/vesper, readOnly: true}
- {name: tmp, mountPath: /tmp}
{{- end }}

{{- define "vesper.volumes" -}}
- name: secrets
  secret: {secretName: {{ .Values.secretName }}, defaultMode: 0440}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- end }}

{{/*
What an online API serves, where it counts limits, and by which ways it sends codes.
*/}}
{{- define "vesper.apiEnvironment" -}}
{{- $values := .root.Values }}
{{- $environment := dict "VESPER_SERVICES" .services "VESPER_REDIS" $values.redis.url }}
{{- with $values.database }}
{{- if .readUrl }}{{ $_ := merge $environment (dict "VESPER_DB_READ_URL" .readUrl "VESPER_DB_READ_LAG" .readLag) }}{{ end }}
{{- end }}
{{- if $values.codes.mail }}
{{- $_ := merge $environment (dict "VESPER_CODES_SMTP_HOST" $values.mail.host "VESPER_SMTP_PORT" (toString $values.mail.port) "VESPER_SMTP_STARTTLS" (toString $values.mail.starttls) "VESPER_MAIL_FROM" $values.mail.from) }}
{{- with $values.mail.user }}{{ $_ := set $environment "VESPER_SMTP_USER" . }}{{ end }}
{{- end }}
{{- with $values.codes.smsAccount }}
{{- $_ := merge $environment (dict "VESPER_SMS_ACCOUNT" . "VESPER_SMS_FROM" $values.codes.smsFrom) }}
{{- end }}
{{- toYaml $environment }}
{{- end }}

{{/*
Where sessions of the console are, and for which domain name staff make passkeys, if for one.
*/}}
{{- define "vesper.consoleEnvironment" -}}
{{- $environment := dict "VESPER_REDIS" .Values.redis.url }}
{{- with .Values.consolePasskeys.relyingParty }}
{{- $origins := $.Values.consolePasskeys.origins | default (list (printf "https://%s" $.Values.consoleHost)) }}
{{- $_ := merge $environment (dict "VESPER_CONSOLE_PARTY" . "VESPER_CONSOLE_ORIGINS" (join "," $origins)) }}
{{- end }}
{{- toYaml $environment }}
{{- end }}

{{/*
What the batch process alone talks to: the mail server, the mailbox that mails come back to, and the archive.
*/}}
{{- define "vesper.batchEnvironment" -}}
{{- $environment := dict "VESPER_SMTP_HOST" .Values.mail.host "VESPER_SMTP_PORT" (toString .Values.mail.port) "VESPER_SMTP_STARTTLS" (toString .Values.mail.starttls) "VESPER_MAIL_FROM" .Values.mail.from }}
{{- with .Values.mail.user }}{{ $_ := set $environment "VESPER_SMTP_USER" . }}{{ end }}
{{- with .Values.mail.documentsUrl }}{{ $_ := set $environment "VESPER_DOCUMENTS_URL" . }}{{ end }}
{{- with .Values.bounces }}
{{- if .host }}
{{- $_ := merge $environment (dict "VESPER_BOUNCES_HOST" .host "VESPER_BOUNCES_PORT" (toString .port) "VESPER_BOUNCES_PROTOCOL" .protocol "VESPER_BOUNCES_TLS" (toString .tls) "VESPER_BOUNCES_USER" .user) }}
{{- end }}
{{- end }}
{{- with .Values.archive }}
{{- if .bucket }}
{{- $_ := merge $environment (dict "VESPER_ARCHIVE_BUCKET" .bucket "VESPER_ARCHIVE_REGION" .region "VESPER_ARCHIVE_LOCKED" (toString .locked) "VESPER_ARCHIVE_YEARS" (toString .years)) }}
{{- with .endpoint }}{{ $_ := set $environment "VESPER_ARCHIVE_ENDPOINT" . }}{{ end }}
{{- end }}
{{- end }}
{{- toYaml $environment }}
{{- end }}

{{/*
A process that stays: account, deployment and disruption budget.
Takes root, name, main, size (replicas, requests, limits), serves (whether it has a port of its own), environment.
*/}}
{{- define "vesper.process" -}}
{{- $root := .root }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .name }}
  labels: {{- include "vesper.labels" $root | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .name }}
  labels: {{- include "vesper.labels" $root | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app.kubernetes.io/instance: {{ $root.Release.Name }}, app.kubernetes.io/component: {{ .name }}}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  labels:
    app.kubernetes.io/component: {{ .name }}
    {{- include "vesper.labels" $root | nindent 4 }}
spec:
  {{- if not .scaled }}
  replicas: {{ .size.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  strategy:
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  selector:
    matchLabels: {app.kubernetes.io/instance: {{ $root.Release.Name }}, app.kubernetes.io/component: {{ .name }}}
  template:
    metadata:
      labels:
        app.kubernetes.io/component: {{ .name }}
        vesper/process: "true"
        {{- include "vesper.labels" $root | nindent 8 }}
    spec:
      serviceAccountName: {{ .name }}
      automountServiceAccountToken: false
      # Longer than what the process takes to end in order.
      terminationGracePeriodSeconds: 45
      securityContext: {{- include "vesper.podSecurity" $root | nindent 8 }}
      {{- with $root.Values.imagePullSecrets }}
      imagePullSecrets: {{- toYaml . | nindent 8 }}
      {{- end }}
      topologySpreadConstraints:
        {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - maxSkew: 1
          topologyKey: {{ $key }}
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: {app.kubernetes.io/instance: {{ $root.Release.Name }}, app.kubernetes.io/component: {{ $.name }}}
        {{- end }}
      containers:
        - name: process
          image: "{{ $root.Values.image.repository }}:{{ $root.Values.image.tag }}"
          imagePullPolicy: IfNotPresent
          args: [{{ .main }}]
          securityContext: {{- include "vesper.containerSecurity" $root | nindent 12 }}
          env:
            {{- include "vesper.environment" $root | nindent 12 }}
            {{- range $name, $value := .environment }}
            - {name: {{ $name }}, value: {{ $value | quote }}}
            {{- end }}
            - name: HOSTNAME
              valueFrom: {fieldRef: {fieldPath: metadata.name}}
          ports:
            {{- if .serves }}
            - {name: http, containerPort: 8080}
            {{- end }}
            - {name: management, containerPort: 9090}
          startupProbe:
            httpGet: {path: /actuator/health/liveness, port: management}
            periodSeconds: 2
            failureThreshold: 60
          livenessProbe:
            httpGet: {path: /actuator/health/liveness, port: management}
            periodSeconds: 10
            timeoutSeconds: 5
          readinessProbe:
            httpGet: {path: /actuator/health/readiness, port: management}
            periodSeconds: 5
            timeoutSeconds: 6
            failureThreshold: 3
          lifecycle:
            # The gateway hears that the pod leaves while the process still answers.
            preStop: {exec: {command: [sleep, "5"]}}
          resources:
            requests: {{- toYaml .size.requests | nindent 14 }}
            limits: {{- toYaml .size.limits | nindent 14 }}
          volumeMounts: {{- include "vesper.mounts" $root | nindent 12 }}
      volumes: {{- include "vesper.volumes" $root | nindent 8 }}
{{- end }}

{{- define "vesper.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  labels: {{- include "vesper.labels" .root | nindent 4 }}
spec:
  selector: {app.kubernetes.io/instance: {{ .root.Release.Name }}, app.kubernetes.io/component: {{ .name }}}
  ports:
    - {name: http, port: 80, targetPort: http}
{{- end }}

output "database_url" {
  description = "database.url of the chart's values."
  value       = "jdbc:postgresql://${aws_db_instance.bank.endpoint}/vesper?sslmode=verify-full"
}

output "kafka_bootstrap_servers" {
  description = "kafka.bootstrapServers of the chart's values."
  value       = aws_msk_cluster.bank.bootstrap_brokers_tls
}

output "buckets" {
  description = "flink.checkpoints and archive.bucket of the chart's values."
  value       = { for use, bucket in aws_s3_bucket.bank : use => bucket.bucket }
}

# Managed servers in place of those of k8s/platform: PostgreSQL, Kafka, the buckets and the key that encrypts all of them.

locals {
  name       = "vesper-${var.environment}"
  production = var.environment == "production"
}

resource "aws_kms_key" "bank" {
  description             = "Encrypts the bank's database, topics and buckets"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_security_group" "servers" {
  name_prefix = "${local.name}-servers-"
  description = "Database and Kafka, reached by the cluster alone"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "servers" {
  for_each                     = { postgresql = 5432, kafka = 9094 }
  security_group_id            = aws_security_group.servers.id
  referenced_security_group_id = var.cluster_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
  description                  = each.key
}

resource "aws_db_subnet_group" "bank" {
  name_prefix = "${local.name}-"
  subnet_ids  = var.subnet_ids
}

resource "aws_db_parameter_group" "bank" {
  name_prefix = "${local.name}-"
  family      = "postgres18"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
  # A commit is on the disk before it is answered, here as in the embedded bank.
  parameter {
    name  = "synchronous_commit"
    value = "on"
  }
}

resource "aws_db_instance" "bank" {
  identifier_prefix               = "${local.name}-"
  engine                          = "postgres"
  engine_version                  = "18"
  instance_class                  = var.database_class
  db_name                         = "vesper"
  username                        = "vesper"
  manage_master_user_password     = true
  allocated_storage               = var.database_storage_gib
  storage_type                    = "gp3"
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.bank.arn
  multi_az                        = local.production
  db_subnet_group_name            = aws_db_subnet_group.bank.name
  parameter_group_name            = aws_db_parameter_group.bank.name
  vpc_security_group_ids          = [aws_security_group.servers.id]
  backup_retention_period         = local.production ? 35 : 7
  deletion_protection             = local.production
  skip_final_snapshot             = !local.production
  final_snapshot_identifier       = local.production ? "${local.name}-last" : null
  performance_insights_enabled    = true
  enabled_cloudwatch_logs_exports = ["postgresql"]
}

resource "aws_db_instance" "history" {
  count                  = local.production ? 2 : 0
  identifier_prefix      = "${local.name}-history-"
  replicate_source_db    = aws_db_instance.bank.identifier
  instance_class         = var.database_class
  storage_encrypted      = true
  kms_key_id             = aws_kms_key.bank.arn
  vpc_security_group_ids = [aws_security_group.servers.id]
  skip_final_snapshot    = true
}

resource "aws_msk_configuration" "bank" {
  name           = local.name
  kafka_versions = ["4.1.x.kraft"]
  # A record counts when two of three have it.
  server_properties = <<-EOT
    auto.create.topics.enable=false
    default.replication.factor=3
    min.insync.replicas=2
    unclean.leader.election.enable=false
  EOT
}

resource "aws_msk_cluster" "bank" {
  cluster_name           = local.name
  kafka_version          = "4.1.x.kraft"
  number_of_broker_nodes = 3
  configuration_info {
    arn      = aws_msk_configuration.bank.arn
    revision = aws_msk_configuration.bank.latest_revision
  }
  broker_node_group_info {
    instance_type   = var.kafka_instance_type
    client_subnets  = slice(var.subnet_ids, 0, 3)
    security_groups = [aws_security_group.servers.id]
    storage_info {
      ebs_storage_info { volume_size = local.production ? 2000 : 100 }
    }
  }
  encryption_info {
    encryption_at_rest_kms_key_arn = aws_kms_key.bank.arn
    encryption_in_transit { client_broker = "TLS" }
  }
}

# Checkpoints of the stream jobs, and documents.
resource "aws_s3_bucket" "bank" {
  for_each            = toset(["flink", "documents"])
  bucket_prefix       = "${local.name}-${each.key}-"
  object_lock_enabled = each.key == "documents"
}

resource "aws_s3_bucket_versioning" "bank" {
  for_each = aws_s3_bucket.bank
  bucket   = each.value.id
  versioning_configuration { status = each.key == "documents" ? "Enabled" : "Suspended" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bank" {
  for_each = aws_s3_bucket.bank
  bucket   = each.value.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.bank.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "bank" {
  for_each                = aws_s3_bucket.bank
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

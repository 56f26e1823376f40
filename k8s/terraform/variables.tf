variable "region" {
  description = "Where the bank runs; its data stays there."
  type        = string
  default     = "eu-central-1"
}

variable "environment" {
  description = "dev, staging or production."
  type        = string
  validation {
    condition     = contains(["dev", "staging", "production"], var.environment)
    error_message = "The environment is dev, staging or production."
  }
}

variable "vpc_id" {
  description = "The network of the cluster."
  type        = string
}

variable "subnet_ids" {
  description = "A private subnet in each of three zones."
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 3
    error_message = "Three zones, so that one may go."
  }
}

variable "cluster_security_group_id" {
  description = "What the cluster's nodes are in: the only ones that reach database and Kafka."
  type        = string
}

variable "database_class" {
  type    = string
  default = "db.r7g.4xlarge"
}

variable "database_storage_gib" {
  type    = number
  default = 4096
}

variable "kafka_instance_type" {
  type    = string
  default = "kafka.m7g.2xlarge"
}

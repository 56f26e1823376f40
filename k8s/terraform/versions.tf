terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
  # The state names every secret's address: it lives in a bucket of its own, encrypted and locked.
  backend "s3" {
    key          = "vesper/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = var.region
  default_tags {
    tags = { application = "vesper", environment = var.environment }
  }
}

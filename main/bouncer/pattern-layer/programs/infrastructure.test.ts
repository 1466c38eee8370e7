import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('services and clouds', () => {
  everyCommand(
    'stop',
    `
    aws s3 rb s3://bucket --force
    aws s3 rm s3://bucket --recursive
    aws s3 sync . s3://bucket --delete
    aws ec2 terminate-instances --instance-ids i-1
    aws logs delete-log-group --log-group-name x
    aws --region eu-west-1 route53 delete-traffic-policy --id a --version 1
    aws rds modify-db-instance --db-instance-identifier x
    aws iam attach-user-policy --user-name x
    aws secretsmanager get-secret-value --secret-id x
    gcloud run services delete api
    gcloud run deploy api --image x
    gcloud projects delete atlas
    gcloud secrets versions access latest --secret x
    gsutil -m rm -r gs://bucket
    gsutil rsync -d -r src gs://bucket
    az group delete -n x --yes
    az vm deallocate -g x -n y
    doctl compute droplet delete 1
    hcloud server delete web
    heroku apps:destroy atlas
    heroku pg:reset DATABASE
    fly apps destroy atlas
    vercel --prod
    vercel rm atlas
    netlify deploy --prod
    railway down
    wrangler delete
    wrangler r2 bucket delete x
    supabase db reset --linked
    firebase deploy
    kubectl delete ns prod
    kubectl delete pod x --dry-run=none
    kubectl drain node-1
    kubectl scale deploy/api --replicas=0
    kubectl get secret x -o yaml
    k3s kubectl delete ns prod
    helm uninstall api
    helm template . --post-renderer /srv/x/run
    terraform destroy -auto-approve
    terraform apply
    terraform state rm x
    terraform apply -destroy
    tofu workspace delete x
    pulumi up --yes
    cdk destroy
    ansible all -m shell -a 'reboot'
    ansible-playbook site.yml
    vault kv delete secret/x
    vault read secret/x
    consul kv delete -recurse x
    nomad job stop x
    kafka-topics.sh --delete --topic x
    kafka-configs --alter --delete-config a
    kafka-delete-records --offset-json-file o.json
    rabbitmqctl stop_app
    nats stream purge ORDERS
    rclone dedupe remote:
    rclone sync a remote:b
    borg recreate repo::a
    restic forget --keep-last 1
    restic cache --cleanup
    velero backup delete x
    docker system prune -af
    docker volume rm data
    docker stop $(docker ps -q)
    docker rm -f db
    docker compose down -v
    docker compose rm -fv web
    docker rm -f db
    docker run -d --name try redis && docker rm -f try db
    docker volume create one && docker volume rm two
    kind delete cluster --name dev
    kind create cluster --name one && kind delete cluster --name two
    minikube delete
    docker --context prod compose rm -f web
    kubectl --context prod-eu rollout restart deploy/api
    kubectl --context kind-dev --server https://k8s.acme.io delete ns api
    kubectl config use-context prod-eu
    helm --kube-context prod-eu upgrade api chart
    ansible all -m shell -a 'uptime'
    ansible all -m setup -a "filter={{ lookup('pipe', 'id') }}"
    airflow db reset
    docker run --privileged alpine sh
    docker run --pid=host alpine ps
    docker run -v /:/mnt alpine ls
    docker run -v /var/run/docker.sock:/var/run/docker.sock x
    docker run --rm -v $HOME/.ssh:/keys alpine ls /keys
    docker exec db rm -rf /var/lib/postgresql
    docker exec -it db bash
    docker -H tcp://198.51.100.7:2375 ps
    podman machine reset
    ctr run --mount type=bind,src=/,dst=/ x y sh
    gh repo delete acme/atlas
    gh api -X DELETE repos/acme/atlas
    gh api graphql -f query='mutation { x }'
    gh repo create atlas --public --source . --push
    gh pr merge 3
    gh release delete v1
    splunk clean eventdata
    nsupdate -l
    haproxy -sf 123
    nginx -s stop
    tailscale up
    stripe customers delete cus_1
    ldcli metrics delete x
    unknown-cloud instances destroy web-1
    unknown-cloud cluster delete-node n1
    `,
  )
  everyCommand(
    'deny',
    `
    docker run --rm -v /:/h alpine rm -rf /h/etc
    docker run --rm -v $HOME:/h alpine sh -c 'rm -rf /h'
    docker -H tcp://198.51.100.7:2375 run --privileged alpine sh
    `,
  )
  everyCommand(
    'allow',
    `
    aws s3 ls s3://bucket
    aws s3 cp s3://bucket/a.txt .
    aws sts get-caller-identity
    aws ec2 describe-instances
    aws logs tail /aws/lambda/x
    aws ec2 terminate-instances help
    gcloud run services list
    gcloud projects describe my-reset-project
    gcloud config list
    gcloud storage ls gs://bucket
    az account show
    az vm list -o table
    doctl compute droplet list
    heroku logs --tail
    vercel dev
    wrangler dev
    supabase start
    firebase emulators:start
    kubectl get pods -A
    kubectl describe pod delete-me
    kubectl apply --dry-run=client -f a.yaml
    kubectl rollout status deploy/api
    helm lint chart
    helm template chart
    helm repo update
    terraform plan -destroy
    terraform fmt -recursive
    terraform validate
    pulumi preview
    cdk synth
    ansible-lint
    ansible-playbook site.yml --check
    vault status
    consul members
    nomad status
    kafka-topics.sh --list --bootstrap-server localhost:9092
    rabbitmqctl list_queues
    restic snapshots
    borg list repo
    rclone ls remote:
    docker ps -a
    docker build -t atlas:dev .
    docker run --rm -v $PWD:/app -w /app node:22 npm test
    docker run --rm -v "$PWD":/app alpine rm -rf /app/dist
    docker run --rm alpine rm -rf /tmp/x
    docker run -p 5432:5432 -e POSTGRES_PASSWORD=x -d postgres:16
    docker exec db ls /
    docker exec db psql -U postgres -c 'select 1'
    docker compose up -d
    docker compose down
    docker compose stop && docker compose rm -f web worker
    docker compose kill web
    docker run -d --name try redis:7 && npm test; docker rm -f try
    id=$(docker run -d redis:7); npm test; docker rm -f "$id"
    docker volume create one && docker volume rm one
    kind create cluster --name one && kind delete cluster --name one
    minikube start && minikube stop
    kubectl config use-context kind-dev
    sam local invoke
    serverless offline
    kubectl --context kind-dev -n api rollout restart deploy/api
    kubectl --context minikube delete pod api-0
    helm --kube-context k3d-dev upgrade --install api chart
    ansible all -i inventories/test -m ping -o
    ansible-playbook --syntax-check site.yml
    airflow db migrate
    docker compose -f test/docker-compose.yml down -v
    docker compose exec api npm test
    docker compose logs -f
    docker stop atlas
    docker rm atlas
    docker logs --tail 50 atlas
    docker network create atlas
    gh pr view 3
    gh pr create --help
    gh pr checks
    gh run list
    gh issue comment 3 --body done
    gh api repos/acme/atlas/pulls
    gh api graphql -f query='query { viewer { login } }'
    stripe listen
    nats stream ls
    redis-cli ping
    `,
  )
})

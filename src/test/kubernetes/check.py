"""Holds the manifests to a real API server of Kubernetes: every object is accepted, every planted mistake refused."""

import argparse
import contextlib
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
OVERLAYS = ("demo", "production")
PATIENCE_SECONDS = 90
TOKEN = "only-on-this-machine"


class Server:
    """An API server with its etcd, on loopback, which go when the checks end."""

    def __init__(self, programs, folder):
        self.programs, self.folder, self.processes = programs, folder, []

    def __enter__(self):
        try:
            self.begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def begin(self):
        etcd, peer, port = (free_port() for _ in range(3))
        self.start(
            "etcd", "--data-dir", f"{self.folder}/etcd", "--unsafe-no-fsync",
            "--listen-client-urls", f"http://127.0.0.1:{etcd}", "--advertise-client-urls", f"http://127.0.0.1:{etcd}",
            "--listen-peer-urls", f"http://127.0.0.1:{peer}", "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}",
            "--initial-cluster", f"default=http://127.0.0.1:{peer}",
        )
        key = f"{self.folder}/service-account.key"
        subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, capture_output=True)
        pathlib.Path(self.folder, "tokens").write_text(f'{TOKEN},admin,admin,"system:masters"\n')
        self.start(
            f"{self.programs}/kube-apiserver",
            "--etcd-servers", f"http://127.0.0.1:{etcd}", "--bind-address", "127.0.0.1", "--secure-port", str(port),
            "--cert-dir", f"{self.folder}/certificates", "--token-auth-file", f"{self.folder}/tokens",
            "--authorization-mode", "RBAC", "--service-cluster-ip-range", "10.96.0.0/16",
            "--service-account-issuer", "https://kubernetes.default.svc", "--service-account-key-file", key,
            "--service-account-signing-key-file", key, "--endpoint-reconciler-type", "none",
            # accounts are made by a controller, which is not here
            "--disable-admission-plugins", "ServiceAccount",
        )
        configuration = {
            "apiVersion": "v1", "kind": "Config", "current-context": "here",
            "clusters": [{"name": "here", "cluster": {
                "server": f"https://127.0.0.1:{port}", "insecure-skip-tls-verify": True}}],
            "users": [{"name": "admin", "user": {"token": TOKEN}}],
            "contexts": [{"name": "here", "context": {"cluster": "here", "user": "admin"}}],
        }
        self.configuration = pathlib.Path(self.folder, "kubeconfig")
        self.configuration.write_text(yaml.safe_dump(configuration))
        until = time.monotonic() + PATIENCE_SECONDS
        while self.kubectl("get", "--raw", "/readyz").returncode != 0:
            if time.monotonic() > until or any(each.poll() is not None for each in self.processes):
                raise SystemExit("the API server did not start:\n" + self.log()[-3000:])
            time.sleep(0.5)

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()

    def start(self, *command):
        log = open(f"{self.folder}/{os.path.basename(command[0])}.log", "wb")
        self.processes.append(subprocess.Popen(command, stdout=log, stderr=log))

    def log(self):
        return "".join(path.read_text(errors="replace") for path in sorted(pathlib.Path(self.folder).glob("*.log")))

    def kubectl(self, *arguments, given=None):
        return subprocess.run(
            [f"{self.programs}/kubectl", "--kubeconfig", str(self.configuration), *arguments],
            input=given, capture_output=True, text=True, timeout=PATIENCE_SECONDS,
        )

    def create(self, objects):
        """Makes what others need to be there."""
        done = self.kubectl("apply", "--server-side", "-f", "-", given=yaml.safe_dump_all(objects))
        if done.returncode != 0:
            raise SystemExit(done.stderr)

    def judge(self, objects):
        """What the server says against these objects, were they applied; empty where it takes them all without a word."""
        done = self.kubectl(
            "apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-", given=yaml.safe_dump_all(objects))
        return done.stderr.strip() or ("" if done.returncode == 0 else f"exit code {done.returncode}")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def build(programs, folder):
    done = subprocess.run([f"{programs}/kubectl", "kustomize", str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{folder} cannot be built:\n{done.stderr}")
    if done.stderr.strip():
        raise SystemExit(f"{folder} is built with warnings:\n{done.stderr}")
    return list(yaml.safe_load_all(done.stdout))


def pod_template(thing):
    """The pod that an object makes, if it makes any."""
    spec = thing.get("spec", {})
    if thing["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    return spec.get("template") if thing["kind"] in ("Deployment", "StatefulSet", "Job", "CronJob") else None


def pods(objects):
    """The pods that objects make, as the controllers would make them: Pod Security is enforced on pods alone."""
    for thing in objects:
        template = pod_template(thing)
        if template:
            pod = json.loads(json.dumps(template))
            pod.setdefault("metadata", {})
            pod["metadata"]["name"] = thing["metadata"]["name"]
            pod["metadata"]["namespace"] = thing["metadata"]["namespace"]
            yield {"apiVersion": "v1", "kind": "Pod", **pod}


def matches(selector, labels):
    assert set(selector) <= {"matchLabels"}, f"{selector} is more than these checks know"
    return all(labels.get(name) == value for name, value in selector.get("matchLabels", {}).items())


def dangling(objects, outside):
    """References between objects that lead nowhere: the server takes them, and pods wait for ever.

    outside: names of objects that somebody else makes, as the overlay says
    """
    named = {(each["kind"], each["metadata"]["name"]) for each in objects} | outside
    made = list(pods(objects))

    def need(kind, name, by):
        if (kind, name) not in named:
            yield f"{by} needs the {kind} {name}, which is not there"

    for pod in made:
        by = f"the pod of {pod['metadata']['name']}"
        if "serviceAccountName" in pod["spec"]:
            yield from need("ServiceAccount", pod["spec"]["serviceAccountName"], by)
        volumes = {volume["name"]: volume for volume in pod["spec"].get("volumes", [])}
        for volume in volumes.values():
            if "persistentVolumeClaim" in volume:
                yield from need("PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"], by)
        for container in pod["spec"]["containers"]:
            for source in container.get("envFrom", []):
                yield from need("ConfigMap", source["configMapRef"]["name"], by)
            for variable in container.get("env", []):
                if "secretKeyRef" in variable.get("valueFrom", {}):
                    yield from need("Secret", variable["valueFrom"]["secretKeyRef"]["name"], by)
            ports = {port["name"] for port in container.get("ports", [])}
            for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
                if probe in container and container[probe]["httpGet"]["port"] not in ports:
                    yield f"{by} is probed at the port {container[probe]['httpGet']['port']}, which it has not"
    for thing in objects:
        kind, by, spec = thing["kind"], f"the {thing['kind']} {thing['metadata']['name']}", thing.get("spec", {})
        if kind == "Service":
            chosen = [pod for pod in made if matches({"matchLabels": spec["selector"]}, pod["metadata"]["labels"])]
            if not chosen:
                yield f"{by} selects no pod"
            for pod in chosen:
                ports = {port["name"] for container in pod["spec"]["containers"] for port in container.get("ports", [])}
                for port in spec["ports"]:
                    if port["targetPort"] not in ports:
                        yield f"{by} leads to the port {port['targetPort']}, which the pod of {pod['metadata']['name']} has not"
        elif kind in ("NetworkPolicy", "PodDisruptionBudget"):
            selector = spec["podSelector" if kind == "NetworkPolicy" else "selector"]
            if not any(matches(selector, pod["metadata"]["labels"]) for pod in made):
                yield f"{by} selects no pod"
        elif kind == "HorizontalPodAutoscaler":
            yield from need(spec["scaleTargetRef"]["kind"], spec["scaleTargetRef"]["name"], by)
            for each in objects:
                if each["kind"] == "Deployment" and "replicas" in each["spec"]:
                    yield f"{each['metadata']['name']} has a number of replicas, which would undo what {by} set"
        elif kind == "Ingress":
            for rule in spec["rules"]:
                for path in rule["http"]["paths"]:
                    yield from need("Service", path["backend"]["service"]["name"], by)
            for tls in spec.get("tls", []):
                yield from need("Secret", tls["secretName"], by)
        elif kind == "ServiceMonitor":
            services = [each for each in objects if each["kind"] == "Service"
                        and matches(spec.get("selector", {}), each["metadata"]["labels"])]
            if not services:
                yield f"{by} selects no Service"
            for service in services:
                for endpoint in spec["endpoints"]:
                    if endpoint["port"] not in {port["name"] for port in service["spec"]["ports"]}:
                        yield f"{by} asks the port {endpoint['port']}, which {service['metadata']['name']} has not"


def find(objects, kind, name):
    return next(each for each in objects if each["kind"] == kind and each["metadata"]["name"] == name)


def container(objects, kind="Deployment", name="border-ledger"):
    return pod_template(find(objects, kind, name))["spec"]["containers"][0]


# each is made in the objects of the production overlay; what refuses it says these words
MISTAKES = {
    "a field that there is not": (
        "not declared in schema", lambda o: find(o, "Deployment", "border-ledger")["spec"].update(replica=2)),
    "a number where words belong": (
        "expected string|cannot unmarshal|incompatible|expected map", lambda o: container(o).update(image=5)),
    "a quantity that is none": (
        "quantit", lambda o: container(o)["resources"]["limits"].update(memory="1 GB")),
    "a request above its limit": (
        "less than or equal to memory limit", lambda o: container(o)["resources"]["requests"].update(memory="4Gi")),
    "labels that the selector does not choose": (
        "does not match template", lambda o: pod_template(find(o, "Deployment", "border-ledger"))["metadata"]["labels"].update(
            {"app.kubernetes.io/component": "other"})),
    "a mount without its volume": (
        "volumeMounts", lambda o: pod_template(find(o, "Deployment", "border-ledger"))["spec"].pop("volumes")),
    "a user that is root": (
        "PodSecurity|runAsNonRoot", lambda o: pod_template(find(o, "Deployment", "border-ledger"))["spec"]["securityContext"].update(
            runAsUser=0)),
    "rights that are not dropped": (
        "PodSecurity", lambda o: container(o)["securityContext"].pop("capabilities")),
    "a port of the host": (
        "PodSecurity", lambda o: container(o)["ports"][0].update(hostPort=8080)),
    "a restart that a job cannot have": (
        "restartPolicy", lambda o: pod_template(find(o, "Job", "border-ledger-migrate"))["spec"].update(restartPolicy="Always")),
    "a schedule that is none": (
        "schedule", lambda o: find(o, "CronJob", "border-ledger-backup")["spec"].update(schedule="every night")),
    "a time zone that there is not": (
        "time zone", lambda o: find(o, "CronJob", "border-ledger-backup")["spec"].update(timeZone="Europe/Londinium")),
    "an overlapping of what may not overlap": (
        "concurrencyPolicy", lambda o: find(o, "CronJob", "border-ledger-discover")["spec"].update(concurrencyPolicy="Never")),
    "more replicas at least than at most": (
        "minReplicas", lambda o: find(o, "HorizontalPodAutoscaler", "border-ledger")["spec"].update(minReplicas=9)),
    "a network that is none": (
        "cidr", lambda o: find(o, "NetworkPolicy", "border-ledger-publishers")["spec"]["egress"][0]["to"][0]["ipBlock"].update(
            cidr="10.0.0.0/40")),
    "two ports of one name": (
        "Duplicate|duplicate", lambda o: container(o)["ports"][1].update(name="http")),
    "a monitor without its selector": (
        "selector", lambda o: find(o, "ServiceMonitor", "border-ledger")["spec"].pop("selector")),
    "an alert without its expression": (
        "expr", lambda o: find(o, "PrometheusRule", "border-ledger")["spec"]["groups"][0]["rules"][0].pop("expr")),
    "a secret that nobody makes": (
        "needs the Secret", lambda o: container(o)["env"][0]["valueFrom"]["secretKeyRef"].update(name="border-ledger-writer")),
    "a service that leads to no port": (
        "leads to the port", lambda o: find(o, "Service", "border-ledger")["spec"]["ports"][0].update(targetPort="web")),
    "a policy that is of no pod": (
        "selects no pod", lambda o: find(o, "NetworkPolicy", "border-ledger-ask")["spec"]["podSelector"]["matchLabels"].update(
            {"app.kubernetes.io/component": "server"})),
    "a probe at a port that there is not": (
        "probed at the port", lambda o: container(o)["readinessProbe"]["httpGet"].update(port="health")),
    "a number of replicas beside an autoscaler": (
        "would undo", lambda o: find(o, "Deployment", "border-ledger")["spec"].update(replicas=2)),
}
# what the overlay says that somebody else makes
OUTSIDE = {
    "demo": {("Secret", "border-ledger-tls")},
    "production": {("Secret", name) for name in ("border-ledger-tls", "border-ledger-reader", "border-ledger-owner")},
}


def said_against(server, overlay, objects):
    return "\n".join(filter(None, [
        server.judge(objects), server.judge(pods(objects)), *dangling(objects, OUTSIDE[overlay])]))


def said_of_alerts(objects, folder):
    """What promtool has against the alerts, which have no test and which have no entry in the runbook."""
    rules = find(objects, "PrometheusRule", "border-ledger")["spec"]
    pathlib.Path(folder, "rules.yaml").write_text(yaml.safe_dump(rules))
    stories = (ROOT / "k8s/overlays/production/alerts.test.yaml").read_text()
    pathlib.Path(folder, "alerts.test.yaml").write_text(stories)
    for command in (["check", "rules", "rules.yaml"], ["test", "rules", "alerts.test.yaml"]):
        done = subprocess.run(["promtool", *command], cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            yield done.stdout + done.stderr
    told = {test["alertname"] for story in yaml.safe_load(stories)["tests"] for test in story["alert_rule_test"]
            if test["exp_alerts"]}
    runbook = (ROOT / "docs/runbook.md").read_text()
    for rule in (rule for group in rules["groups"] for rule in group["rules"]):
        name = rule["alert"]
        if name not in told:
            yield f"no test sees {name} fire"
        if f"\n## {name}\n" not in runbook:
            yield f"docs/runbook.md has no entry {name}"
        if rule["annotations"]["runbook"] != f"docs/runbook.md#{name.lower()}":
            yield f"{name} does not lead to its entry"


def main():
    parser = argparse.ArgumentParser(prog="k8s/check", description=__doc__)
    parser.add_argument("--programs", required=True, help="the folder of kube-apiserver and kubectl")
    parser.add_argument("--definitions", required=True, help="the folder of the Prometheus operator's own kinds")
    given = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder, Server(given.programs, folder) as server:
        print("a real API server answers")
        definitions = [yaml.safe_load(pathlib.Path(given.definitions, f"monitoring.coreos.com_{kind}.yaml").read_text())
                       for kind in ("servicemonitors", "prometheusrules")]
        server.create(definitions)
        built = {overlay: build(given.programs, ROOT / "k8s/overlays" / overlay) for overlay in OVERLAYS}
        server.create([each for objects in built.values() for each in objects if each["kind"] == "Namespace"])
        for crd in definitions:
            server.kubectl("wait", "--for=condition=Established", "crd/" + crd["metadata"]["name"], "--timeout=30s")
        for overlay, objects in built.items():
            said = said_against(server, overlay, objects)
            failed += bool(said)
            print(f"{overlay}: {len(objects)} objects and {len(list(pods(objects)))} pods "
                  + (f"\n{said}" if said else "accepted, every reference leads to something"))
        said = "\n".join(said_of_alerts(built["production"], folder))
        failed += bool(said)
        print(f"alerts: {said or 'each fires when it should, and has its entry in the runbook'}")
        planted = {} if failed else MISTAKES
        for name, (words, mistake) in planted.items():
            objects = json.loads(json.dumps(built["production"]))
            mistake(objects)
            said = said_against(server, "production", objects)
            if re.search(words, said):
                print(f"refused: {name}")
            else:
                failed += 1
                print(f"NOT refused: {name}; what was said is {said or 'nothing'}")
    print(f"{len(planted)} mistakes planted, {failed} checks failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

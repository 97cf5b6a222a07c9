using System.Text;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Tests.Pods;
using Krewe.NodeAgent.Tests.Support;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Tests.Environment;

public sealed class EnvironmentResolverTests
{
    private static readonly PodAssignment Base = Assignments.Pod("web", new PodSpec()) with
    {
        ConfigMaps = [new ConfigMap { Metadata = new ObjectMeta { Name = "settings" }, Data = new Dictionary<string, string> { ["color"] = "blue", ["size"] = "big" } }],
        Secrets = [new Secret { Metadata = new ObjectMeta { Name = "keys" }, Data = new Dictionary<string, ReadOnlyMemory<byte>> { ["pin"] = Encoding.UTF8.GetBytes("1234") } }],
        ServiceEnvironment = new Dictionary<string, string> { ["DB_SERVICE_HOST"] = "10.96.0.9" },
    };

    private static Dictionary<string, string> Resolve(Container container, PodAssignment? assignment = null) =>
        new EnvironmentResolver(assignment ?? Base, StatusWriterTests.Node, ["10.0.0.7"]).Resolve(container);

    [Fact]
    public void Later_sources_win_and_values_use_what_stands_before()
    {
        var environment = Resolve(new Container
        {
            EnvFrom = [new EnvFromSource { Prefix = "CFG_", ConfigMapRef = new() { Name = "settings" } }, new EnvFromSource { SecretRef = new() { Name = "keys" } }],
            Env =
            [
                new EnvVar { Name = "A", Value = "1" },
                new EnvVar { Name = "B", Value = "$(A)-$(CFG_color)-$(DB_SERVICE_HOST)-$(LATER)-$$(A)" },
                new EnvVar { Name = "LATER", Value = "x" },
                new EnvVar { Name = "pin", ValueFrom = new() { SecretKeyRef = new() { Name = "keys", Key = "pin" } } },
                new EnvVar { Name = "IP", ValueFrom = new() { FieldRef = new() { FieldPath = "status.podIP" } } },
                new EnvVar { Name = "CPU", ValueFrom = new() { ResourceFieldRef = new() { Resource = "limits.cpu", Divisor = Quantity.OfMilli(1) } } },
                new EnvVar { Name = "MEMORY", ValueFrom = new() { ResourceFieldRef = new() { Resource = "requests.memory", Divisor = Quantity.Parse("1Mi") } } },
                new EnvVar { Name = "ABSENT", ValueFrom = new() { ConfigMapKeyRef = new() { Name = "none", Key = "k", Optional = true } } },
            ],
            Resources = new ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("64Mi") } },
        });
        environment["B"].ShouldBe("1-blue-10.96.0.9-$(LATER)-$(A)");
        environment["CFG_size"].ShouldBe("big");
        environment["pin"].ShouldBe("1234");
        environment["IP"].ShouldBe("10.0.0.7");
        environment["CPU"].ShouldBe("4000"); // No limit: what the node has.
        environment["MEMORY"].ShouldBe("64");
        environment.ShouldNotContainKey("ABSENT");
    }

    [Theory]
    [InlineData("settings", "shape", "couldn't find key shape in ConfigMap default/settings")]
    [InlineData("none", "shape", "configmap \"none\" not found")]
    public void A_reference_that_leads_nowhere_is_named(string map, string key, string message) =>
        Should.Throw<ConfigurationException>(() => Resolve(new Container
        {
            Env = [new EnvVar { Name = "X", ValueFrom = new() { ConfigMapKeyRef = new() { Name = map, Key = key } } }],
        })).Message.ShouldBe(message);

    [Theory]
    [InlineData("$(A)", "1")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$(NONE)", "$(NONE)")]
    [InlineData("$A ${A} $", "$A ${A} $")]
    [InlineData("$(A", "$(A")]
    [InlineData("$$$(A)", "$1")]
    public void Expansion_is_that_of_Kubernetes(string text, string expected) =>
        VariableExpansion.Expand(text, new Dictionary<string, string> { ["A"] = "1" }).ShouldBe(expected);

    [Theory]
    [InlineData("https://192.0.2.1:6443", "10.0.0.7", false, "192.0.2.1")]
    [InlineData("https://[2001:db8::1]:6443", "10.0.0.7", false, "2001:db8::1")]
    [InlineData("https://127.0.0.1:6443", "10.0.0.7", false, "192.0.2.9")]
    [InlineData("https://127.0.0.1:6443", "10.0.0.7", true, "127.0.0.1")]
    [InlineData("https://127.0.0.1:6443", "127.0.0.5", false, "127.0.0.1")]
    public void A_pod_is_told_where_it_finds_the_API(string server, string podAddress, bool hostNetwork, string host)
    {
        var node = StatusWriterTests.Node with { ApiServer = new Uri(server), Addresses = ["192.0.2.9"] };
        var pod = Assignments.Pod("web", new PodSpec { HostNetwork = hostNetwork, EnableServiceLinks = false });
        var environment = new EnvironmentResolver(pod, node, [podAddress]).Resolve(new Container());
        environment["KUBERNETES_SERVICE_HOST"].ShouldBe(host);
        environment["KUBERNETES_SERVICE_PORT"].ShouldBe("6443");
        environment["KUBERNETES_SERVICE_PORT_HTTPS"].ShouldBe("6443");
    }
}

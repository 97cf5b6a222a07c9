using Krewe.Gateway.Logs;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Tests.Units;

public sealed class LogTargetTests
{
    private static readonly Pod Pod = new()
    {
        Metadata = new ObjectMeta { Name = "p" },
        Spec = new PodSpec { NodeName = "n", Containers = [new Container { Name = "c" }, new Container { Name = "d" }], InitContainers = [new Container { Name = "i" }] },
        Status = new PodStatus
        {
            ContainerStatuses =
            [
                new ContainerStatus { Name = "c", State = new ContainerState { Running = new ContainerStateRunning() } },
                new ContainerStatus { Name = "d", State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = "ImagePullBackOff" } } },
            ],
        },
    };

    [Fact]
    public void The_container_that_runs_is_chosen() => LogTarget.Choose(Pod, "c", previous: false).Value.ShouldBe("c");

    [Fact]
    public void The_annotation_chooses_among_several()
    {
        var pod = Pod with { Metadata = Pod.Metadata with { Annotations = new Dictionary<string, string> { ["kubectl.kubernetes.io/default-container"] = "c" } } };
        LogTarget.Choose(pod, "", previous: false).Value.ShouldBe("c");
    }

    [Theory]
    [InlineData("", false, "a container name must be specified for pod p, choose one of: [c d] or one of the init containers: [i]")]
    [InlineData("x", false, "container x is not valid for pod p")]
    [InlineData("d", false, "container \"d\" in pod \"p\" is waiting to start: trying and failing to pull image")]
    [InlineData("i", false, "container \"i\" in pod \"p\" is waiting to start: ContainerCreating")]
    [InlineData("c", true, "previous terminated container \"c\" in pod \"p\" not found")]
    public void Refusals_are_worded_as_Kubernetes_words_them(string asked, bool previous, string message) =>
        LogTarget.Choose(Pod, asked, previous).Failure!.Message.ShouldBe(message);
}

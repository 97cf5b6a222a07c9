using System.Text;
using System.Text.Json.Nodes;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Tests.Samples;

namespace Krewe.Model.Tests.Json;

public class PodRoundTripTests
{
    [Fact]
    public void Nothing_is_lost_and_nothing_is_unknown()
    {
        var pod = (Pod)ApiJson.Read(PodKind.Instance, SamplePod.Json);
        var written = ApiJson.Write(pod);
        JsonNode.DeepEquals(JsonNode.Parse(written.Span), JsonNode.Parse(SamplePod.Json)).ShouldBeTrue(Encoding.UTF8.GetString(written.Span));
        pod.Spec!.Unknown.ShouldBeNull();
    }
}

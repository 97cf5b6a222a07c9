using Krewe.Gateway.Negotiation;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Tests.Units;

public sealed class NegotiatorTests
{
    private const string Tables = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

    [Theory]
    [InlineData("", View.Object, false)]
    [InlineData("*/*", View.Object, false)]
    [InlineData("application/json, */*", View.Object, false)]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", View.Object, true)]
    [InlineData("application/vnd.kubernetes.protobuf;q=0.5,application/json", View.Object, false)]
    [InlineData("text/html,application/json;q=0.1", View.Object, false)]
    [InlineData(Tables, View.Table, false)]
    [InlineData("application/json;as=Table;v=v9;g=meta.k8s.io,application/json", View.Object, false)]
    [InlineData("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1", View.Metadata, false)]
    public void The_best_form_that_both_know_is_chosen(string accept, object view, bool protobuf)
    {
        var form = Negotiator.Choose(accept).Value;
        form.View.ShouldBe((View)view);
        (form.Encoding == Encoding.Protobuf).ShouldBe(protobuf);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json;q=0")]
    public void Without_any_the_client_is_told(string accept) => Negotiator.Choose(accept).Failure!.Reason.ShouldBe(FailureReason.NotAcceptable);
}

using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Model.Tests.Failures;

public class ApiFailureTests
{
    [Fact]
    public void Failures_are_worded_as_Kubernetes_words_them()
    {
        ApiFailure.NotFound(PodKind.Instance, "x").Message.ShouldBe("pods \"x\" not found");
        ApiFailure.AlreadyExists(DeploymentKind.Instance, "x").Message.ShouldBe("deployments.apps \"x\" already exists");
        ApiFailure.Conflict(DeploymentKind.Instance, "x").Message.ShouldBe("Operation cannot be fulfilled on deployments.apps \"x\": the object has been modified; please apply your changes to the latest version and try again");
        ApiFailure.UidConflict(PodKind.Instance, "x", "1", "2").Message.ShouldBe("Operation cannot be fulfilled on pods \"x\": Precondition failed: UID in precondition: 1, UID in object meta: 2");
        ApiFailure.Forbidden(PodKind.Instance, null, "no").Message.ShouldBe("pods is forbidden: no");
        ApiFailure.Forbidden(PodKind.Instance, "x", "no").Message.ShouldBe("pods \"x\" is forbidden: no");
        ApiFailure.Expired(5, 10).Message.ShouldBe("too old resource version: 5 (10)");
        ApiFailure.MethodNotAllowed(PodKind.Instance, "delete").Message.ShouldBe("delete is not supported on resources of kind \"pods\"");
    }

    [Fact]
    public void Invalid_names_one_error_plainly_and_several_in_brackets()
    {
        var errors = new FieldErrors();
        errors.NotNegative(FieldPath.Spec.Child("replicas"), -1);
        ApiFailure.Invalid(DeploymentKind.Instance, "x", errors.Items).Message
            .ShouldBe("Deployment.apps \"x\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0");
        errors.Required(FieldPath.Spec.Child("selector"));
        errors.Required(FieldPath.Spec.Child("selector"));
        ApiFailure.Invalid(DeploymentKind.Instance, "x", errors.Items).Message
            .ShouldBe("Deployment.apps \"x\" is invalid: [spec.replicas: Invalid value: -1: must be greater than or equal to 0, spec.selector: Required value]");
    }

    [Fact]
    public void A_status_carries_code_details_and_causes()
    {
        var errors = new FieldErrors();
        errors.Required(FieldPath.Spec.Child("selector"));
        var json = ApiJson.Write(ApiFailure.Invalid(DeploymentKind.Instance, "x", errors.Items).ToStatus());
        System.Text.Encoding.UTF8.GetString(json.Span).ShouldBe("""
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Deployment.apps \"x\" is invalid: spec.selector: Required value","reason":"Invalid","details":{"name":"x","group":"apps","kind":"Deployment","causes":[{"reason":"FieldValueRequired","message":"Required value","field":"spec.selector"}]},"code":422}
            """);
        ApiJson.Read<Status>(json).Code.ShouldBe(422);
        ApiFailure.BadRequest("x").ToStatus().Details.ShouldBeNull();
        ApiFailure.TooManyRequests("x", TimeSpan.FromMilliseconds(10)).ToStatus().Details!.RetryAfterSeconds.ShouldBe(1);
    }

    [Fact]
    public void Refused_records_are_printed_as_JSON()
    {
        var errors = new FieldErrors();
        errors.Immutable(FieldPath.Spec.Child("selector"), new LabelSelector { MatchLabels = new Dictionary<string, string> { ["a"] = "b" } });
        errors.Items.Single().Message.ShouldBe("""Invalid value: {"matchLabels":{"a":"b"}}: field is immutable""");
    }
}

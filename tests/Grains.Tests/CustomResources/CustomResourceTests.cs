using System.Text.Json;
using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apiextensions;
using Krewe.Model.Core;
using Krewe.Model.CustomResources;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Condition = Krewe.Model.Apiextensions.CustomResourceDefinitionConditionType;

namespace Krewe.Grains.Tests.CustomResources;

public sealed class CustomResourceTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly CustomKind Dogs = CustomKind.Named("dogs.example.com", new GroupVersionKind("example.com", "v1", "Dog"));

    [Theory, InlineData(1), InlineData(2)]
    public void A_kind_is_known_again_after_a_crash(int seed)
    {
        using var plane = new ControlPlane(seed);
        plane.Create(Dog("rex")).ShouldBeRefused(FailureReason.NotFound);
        Establish(plane, Definition());
        plane.Create(Dog("rex", """{"legs":"four"}""")).ShouldBeRefused(FailureReason.Invalid).Message.ShouldBe(
            "Dog.example.com \"rex\" is invalid: spec.legs: Invalid value: \"string\": spec.legs in body must be of type integer: \"string\"");
        var rex = plane.Created(Dog("rex"));
        rex["spec"]!.Value.GetRawText().ShouldBe("""{"legs":4}""");

        plane.Crash();
        plane.Created(Dog("fido")).Kind.Gvk.ShouldBe(Dogs.Gvk);
        plane.Find<CustomObject>(Dogs, "default", "rex")!.ShouldBe(rex);
    }

    [Fact]
    public void A_namespace_takes_its_custom_objects_with_it()
    {
        using var plane = new ControlPlane(1);
        Establish(plane, Definition());
        var ns = plane.Created(new Namespace { Metadata = new ObjectMeta { Name = "team" } });
        plane.Created(Dog("rex", @namespace: "team"));
        plane.Created(Dog("rex"));
        plane.Delete(ns);
        plane.Eventually(() => plane.Find<Namespace>(NamespaceKind.Instance, "", "team") is null, Soon, "the namespace goes");
        plane.List<CustomObject>(Dogs).Select(dog => dog.Metadata.Namespace).ShouldBe(["default"]);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_definition_that_goes_takes_the_objects_first_whatever_happens_meanwhile(int seed)
    {
        using var plane = new ControlPlane(seed);
        var definition = Establish(plane, Definition());
        for (var i = 0; i < 20; i++)
            plane.Created(Dog($"d{i}"));
        var held = plane.Created(Dog("held") with { Metadata = new ObjectMeta { Name = "held", Namespace = "default", Finalizers = ["example.com/wait"] } });
        plane.Delete(definition).ShouldBeWritten().Metadata.Finalizers.ShouldBe([CustomResourceDefinitionKind.CleanupFinalizer]);
        plane.Create(Dog("late")).ShouldBeRefused(FailureReason.MethodNotAllowed).Message.ShouldBe("create not allowed while custom resource definition is terminating");
        if (seed > 1)
            plane.Crash();
        plane.Eventually(() => plane.List<CustomObject>(Dogs).Count == 1, Soon, "all but one go");
        plane.Find<CustomResourceDefinition>(CustomResourceDefinitionKind.Instance, "", "dogs.example.com").ShouldNotBeNull();

        held = plane.Find<CustomObject>(Dogs, "default", "held")!;
        plane.Update(held with { Metadata = held.Metadata with { Finalizers = [] } }).ShouldBeWritten();
        plane.Eventually(() => plane.Find<CustomResourceDefinition>(CustomResourceDefinitionKind.Instance, "", "dogs.example.com") is null, Soon, "the definition goes");
        plane.List<CustomObject>(Dogs).ShouldBeEmpty();
        plane.Create(Dog("rex")).ShouldBeRefused(FailureReason.NotFound);

        Establish(plane, Definition());
        plane.Created(Dog("rex"));
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Names_belong_to_whom_has_them_until_he_goes(int seed)
    {
        using var plane = new ControlPlane(seed);
        var dogs = Establish(plane, Definition());
        plane.Created(Definition("doggies", "Dog"));
        plane.Eventually(() => Find(plane, "doggies")!.Status.Conditions.Count == 2, Soon, "it is looked at");
        var refused = Find(plane, "doggies")!.Status;
        refused.Is(Condition.Established).ShouldBeFalse();
        refused.Conditions.Single(condition => condition.Type == Condition.NamesAccepted).ShouldSatisfyAllConditions(
            condition => condition.Reason.ShouldBe("ListKindConflict"), condition => condition.Message.ShouldBe("\"DogList\" is already in use"));
        plane.Delete(dogs);
        plane.Eventually(() => Find(plane, "doggies")!.Status.Is(Condition.Established), Soon, "the names have come free");
    }

    [Fact]
    public void Owners_of_custom_kinds_are_followed_in_both_directions()
    {
        using var plane = new ControlPlane(1);
        Establish(plane, Definition());
        var rex = plane.Created(Dog("rex"));
        var collar = Samples.ConfigMap("collar");
        plane.Created(collar with { Metadata = collar.Metadata with { OwnerReferences = [Owner(rex)] } });
        var flea = Dog("flea");
        plane.Created(flea with { Metadata = flea.Metadata with { OwnerReferences = [Owner(rex)] } });
        plane.Delete(rex, new DeleteRequest(Propagation: PropagationPolicy.Foreground)).ShouldBeWritten().Metadata.DeletionTimestamp.ShouldNotBeNull();
        plane.Eventually(() => plane.List<CustomObject>(Dogs).Count == 0, Soon, "dependents and then the owner go");
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "collar").ShouldBeNull();
    }

    private static OwnerReference Owner(CustomObject owner) => new()
    {
        ApiVersion = "example.com/v1", Kind = "Dog", Name = owner.Metadata.Name!, Uid = owner.Metadata.Uid!, BlockOwnerDeletion = true,
    };

    private static CustomResourceDefinition? Find(ControlPlane plane, string plural) =>
        plane.Find<CustomResourceDefinition>(CustomResourceDefinitionKind.Instance, "", $"{plural}.example.com");

    private static CustomResourceDefinition Establish(ControlPlane plane, CustomResourceDefinition definition)
    {
        plane.Created(definition);
        plane.Eventually(() => Find(plane, definition.Spec.Names.Plural)!.Status.Is(Condition.Established), Soon, "it is established");
        return Find(plane, definition.Spec.Names.Plural)!;
    }

    private static CustomObject Dog(string name, string spec = "{}", string @namespace = "default") =>
        new CustomObject { Kind = Dogs, Metadata = new ObjectMeta { Name = name, Namespace = @namespace } }.With("spec", JsonElement.Parse(spec));

    private static CustomResourceDefinition Definition(string plural = "dogs", string kind = "Dog") => new()
    {
        Metadata = new ObjectMeta { Name = $"{plural}.example.com" },
        Spec = new CustomResourceDefinitionSpec
        {
            Group = "example.com",
            Scope = "Namespaced",
            Names = new CustomResourceDefinitionNames { Plural = plural, Kind = kind },
            Versions =
            [
                new CustomResourceDefinitionVersion
                {
                    Name = "v1",
                    Served = true,
                    Storage = true,
                    Validation = new CustomResourceValidation
                    {
                        OpenAPIV3Schema = new JSONSchemaProps
                        {
                            Type = "object",
                            Properties = new Dictionary<string, JSONSchemaProps>
                            {
                                ["spec"] = new()
                                {
                                    Type = "object",
                                    Properties = new Dictionary<string, JSONSchemaProps> { ["legs"] = new() { Type = "integer", Default = JsonElement.Parse("4") } },
                                },
                            },
                        },
                    },
                },
            ],
        },
    };
}

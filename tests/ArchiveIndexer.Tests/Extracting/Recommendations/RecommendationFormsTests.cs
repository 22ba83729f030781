namespace ArchiveIndexer.Tests.Extracting.Recommendations;

/// <summary>Every form in which reviews print their recommendations; the words are invented.</summary>
public class RecommendationFormsTests
{
    private static string Shown(Recommendation record) => $"{record.Kind} {record.Number}: {record.Text.ReplaceLineEndings("/")} [{string.Join("; ", record.Addressees)}] p{record.Page}{string.Concat(record.AlsoOnPages.Select(p => $"+{p}"))}";

    private static void Holds(string text, params string[] expected) => Assert.Equal(expected, Written.Records(text).Select(Shown));

    [Fact]
    public void A_chapter_of_paragraphs_counted_on_from_the_chapter_addresses_the_board_that_its_heading_names() => Holds("""
        # 1 Who was Child KQ?
        =====
        # 6 Conclusions and Summary of what has been learnt
        6.1 Nobody asked where KQ slept. Staff should have asked.
        # 7 Recommendations for Fenshire Safeguarding Children Board
        7.1 The review makes two recommendations, which are few so that they can be done.
        7.2 Review the guidance on bruising so that it names those who have to ring.
        7.3 It is recommended that the threshold document is rewritten in plain words.
        # 8 Glossary
        8.1 A core group must meet within ten days.
        """,
        "recommendation 7.2: Review the guidance on bruising so that it names those who have to ring. [board / partnership] p2",
        "recommendation 7.3: It is recommended that the threshold document is rewritten in plain words. [board / partnership] p2");

    [Fact]
    public void A_list_by_agency_is_addressed_by_the_subject_of_the_sentence_and_otherwise_by_the_heading() => Holds("""
        # 4 RECOMMENDATIONS
        ## 4.1 Introduction
        4.1.1 The agencies have made recommendations of their own.
        ## 4.2 Northmoor & Southmoor Safeguarding Children Boards
        4.2.1 Both Safeguarding Children Boards should seek assurance that discharge meetings are held.
        ## 4.3 Northmoor Children’s Social Care and Queen’s Hospital
        4.3.1 The named nurse and the service manager should agree who rings whom.
        ## 4.4 Metropolitan Police
        4.4.1 Reports of domestic abuse must be sent to the health visitor
        =====
        on the same day, also at weekends.
        # 5 GLOSSARY: ABBREVIATIONS
        """,
        "recommendation 4.2.1: Both Safeguarding Children Boards should seek assurance that discharge meetings are held. [board / partnership] p1",
        "recommendation 4.3.1: The named nurse and the service manager should agree who rings whom. [children's social care; acute hospital / ED] p1",
        "recommendation 4.4.1: Reports of domestic abuse must be sent to the health visitor on the same day, also at weekends. [police] p1");

    [Fact]
    public void Sections_for_each_agency_after_the_multi_agency_list_are_read_to_their_end() => Holds("""
        # 5. Multi Agency Recommendations
        1. The LSCB should publish how many children were asked.
        2. Agencies should use one form.
        # 6. Individual Agency Reports and Recommendations
        ## 6.1 Lantern Youth Charity
        The charity kept good records. It had no access to the panel.
        * Review the information sharing agreement.
        ## 6.2 Eastshire Primary Care Trust
        * GPs should be told of the outcome of a referral.
        * A lead for sexual health should be named.
        ## 6.18 Eastshire Constabulary
        1. Officers should record what a child says in the child’s words.
        """,
        "recommendation 1: The LSCB should publish how many children were asked. [board / partnership] p1",
        "recommendation 2: Agencies should use one form. [] p1",
        "recommendation : Review the information sharing agreement. [voluntary sector] p1",
        "recommendation : GPs should be told of the outcome of a referral. [GP / primary care] p1",
        "recommendation : A lead for sexual health should be named. [ICB / CCG / PCT] p1",
        "recommendation 1: Officers should record what a child says in the child’s words. [police] p1");

    [Fact]
    public void An_action_plan_gives_a_record_for_each_row_and_the_lead_is_asked_where_the_sentence_names_nobody() => Holds("""
        # Child HW: recommendations and progress
        | No | Recommendation | Action | Lead | Progress | Status |
        | 1 | Ensure that birth plans are shared with the community midwife | Template made | Maternity, Westmere Hospital | 80% | In progress |
        | 2 | The Partnership should audit strategy meetings | Audit done | Business manager | 100% | Complete |
        =====
        | No | Recommendation | Action | Lead | Progress | Status |
        | 3 | Provide training on neglect to housing officers | Dates set | Housing Options | 10% | In progress |
        """,
        "recommendation 1: Ensure that birth plans are shared with the community midwife [midwifery; acute hospital / ED] p1",
        "recommendation 2: The Partnership should audit strategy meetings [board / partnership] p1",
        "recommendation 3: Provide training on neglect to housing officers [housing] p2");

    [Fact]
    public void The_same_list_in_chapter_and_appendix_is_one_and_a_second_list_by_agencies_is_another() => Holds("""
        # Analysis and Recommendations
        The midwife acted at once. Recommendation 1 of the last review had been met.
        Recommendation 1: The Board should ask for a yearly audit of pre-birth plans.
        The nursery kept a diary, which nobody read.
        Recommendation 2: The Board should agree with nurseries how diaries are shared.
        =====
        # Single Agency Recommendations
        1. The hospital should review its policy on discharge.
        =====
        # Lessons Learnt & Conclusion
        Much has changed.
        =====
        # Appendix A - Board Recommendations
        Recommendation 1: The Board should ask for a yearly audit of pre-birth plans.
        Recommendation 2: The Board should agree with nurseries how diaries are shared.
        """,
        "recommendation 1: The hospital should review its policy on discharge. [acute hospital / ED] p2",
        "recommendation 1: The Board should ask for a yearly audit of pre-birth plans. [board / partnership] p4+1",
        "recommendation 2: The Board should agree with nurseries how diaries are shared. [board / partnership] p4+1");

    [Fact]
    public void Two_lists_whose_numbers_begin_anew_are_both_read_and_who_made_them_is_not_who_is_asked() => Holds("""
        # 6 Recommendations
        ## 6.1 Recommendations by the Overview Report Writer
        1. Social workers should see where children sleep.
        2. Review the procedure for injuries to the mouth.
        ## 6.2 Recommendations by the Midmere Safeguarding Children Board
        1. Schools should keep a chronology for each child.
        """,
        "recommendation 1: Social workers should see where children sleep. [children's social care] p1",
        "recommendation 2: Review the procedure for injuries to the mouth. [] p1",
        "recommendation 1: Schools should keep a chronology for each child. [schools] p1");

    [Fact]
    public void In_a_joint_chapter_findings_and_recommendations_are_told_apart() => Holds("""
        # Chapter 6 Case History, Analysis, Findings & Recommendations
        ## Early years
        He was excluded from two nurseries. Support should have come sooner.
        ### Finding 1
        Early help was offered to the mother and not to the child.
        ### Recommendation 1
        The Partnership should review how early help plans name the child’s own needs.
        ## Placements
        ### Finding 2: Moves were decided without those who knew him
        Eleven moves followed in three years, which nobody had planned.
        ### Recommendation 2
        Children’s Social Care should not move a child twice in a year without the director’s word:
        * in writing, and
        * before the day of the move.
        # Chapter 7 Next steps
        The Partnership will publish what it has done.
        """,
        "finding 1: Early help was offered to the mother and not to the child. [] p1",
        "recommendation 1: The Partnership should review how early help plans name the child’s own needs. [board / partnership] p1",
        "finding 2: Moves were decided without those who knew him [] p1",
        "recommendation 2: Children’s Social Care should not move a child twice in a year without the director’s word:/• in writing, and/• before the day of the move. [children's social care] p1");

    [Fact]
    public void Headings_whose_number_is_glued_to_the_first_word_still_open_their_lists() => Holds("""
        9.1Summary of SCR RecommendationsPage 10
        =====
        9.1Summary of SCR Recommendations
        1. Health visitors should ask about pets.
        9.2Summary of IMR Recommendations
        1. The PCT should pay for interpreters.
        """,
        "recommendation 1: Health visitors should ask about pets. [health visiting and school nursing] p2",
        "recommendation 1: The PCT should pay for interpreters. [ICB / CCG / PCT] p2");

    [Fact]
    public void A_label_alone_on_its_line_has_the_paragraphs_behind_it_also_over_the_page() => Holds("""
        # Recommendations
        ## Recommendation 1
        NHS England should set up a programme of work to:
        * agree what is counted
        * publish it
        This should begin within a year.
        ## Recommendation 2
        =====
        Trusts should visit wards
        ~ 1 A note at the foot.
        =====
        without notice.
        # Our vision for a better future
        We should all be safe.
        """,
        "recommendation 1: NHS England should set up a programme of work to:/• agree what is counted/• publish it/This should begin within a year. [national body (NHS England, Ofsted, Panel)] p1",
        "recommendation 2: Trusts should visit wards without notice. [] p1");

    [Fact]
    public void Titled_boxes_in_the_chapters_are_found_again_in_the_list_at_the_end() => Holds("""
        # 2 The system
        2.98 There were too many committees, and ministers should have known it.
        ## Recommendation 1: One structure
        The governments should each reduce the number of committees.
        The core should be:
        * one committee of ministers
        2.99 When the floods came, it was the Prime Minister who led.
        =====
        # Appendix 4: List of recommendations made in this Report
        A4.1 In this Report the Inquiry makes 1 recommendation about floods.
        ## Recommendation 1: One structure
        The governments should each reduce the number of committees.
        The core should be:
        * one committee of ministers
        """,
        "recommendation 1: One structure/The governments should each reduce the number of committees./The core should be:/• one committee of ministers [government department] p2+1");

    [Fact]
    public void Bullets_after_what_needs_to_improve_end_where_the_strengths_begin() => Holds("""
        # What needs to improve?
        * How consistently staff in all agencies apply the thresholds for strategy meetings. This includes escalation.
        * The quality of plans.
        # Strengths
        * The scale and reach of youth work.
        # Case study: area for improvement
        * Staff should have rung.
        """,
        "recommendation : How consistently staff in all agencies apply the thresholds for strategy meetings. This includes escalation. [] p1",
        "recommendation : The quality of plans. [] p1");

    [Fact]
    public void Recommendations_that_go_on_with_the_count_of_the_paragraphs_stop_before_the_counted_findings() => Holds("""
        # Summary
        Children are safe.
        =====
        # Section 2: The effectiveness of the Local Safeguarding Children Board
        ## Executive summary
        Progress in implementing recommendations is monitored.
        ## Recommendations
        145. Update the data set so that it counts children who run away.
        146. In partnership with the local authority, launch the neglect strategy, including:
        * what it is for
        * who does what
        =====
        147. Ensure that findings and recommendations of the task group are carried out.
        ## Inspection findings
        148. The board meets its duties. It should be proud of its chair.
        """,
        "recommendation 145: Update the data set so that it counts children who run away. [board / partnership] p2",
        "recommendation 146: In partnership with the local authority, launch the neglect strategy, including:/• what it is for/• who does what [board / partnership] p2",
        "recommendation 147: Ensure that findings and recommendations of the task group are carried out. [board / partnership] p3");

    [Fact]
    public void In_an_answer_the_recommendation_that_is_printed_again_counts_and_the_answer_does_not() => Holds("""
        # Government response to the report of the Committee on Harbours
        =====
        ## Recommendation 1
        Harbours are useful. The Government should count them each year.
        The Government is committed to harbours and has spent £3 million.
        ## Recommendation 2: Boats
        The Government should paint the boats.
        This should be done within a year.
        The government agrees that boats should be painted, and work is underway.
        ## Recommendation 3
        Accepted. The count was done in May.
        """,
        "recommendation 1: Harbours are useful. The Government should count them each year. [government department] p2",
        "recommendation 2: Boats/The Government should paint the boats./This should be done within a year. [government department] p2");

    [Fact]
    public void Between_conclusions_only_what_asks_is_a_recommendation() => Holds("""
        # SUMMARY OF CONCLUSIONS AND RECOMMENDATIONS
        # Introduction
        1. The value of harbours is not well understood. (Paragraph 12)
        # A plan for harbours
        2. The plan is ambitious, and international efforts are required. (Paragraph 20)
        3. The Government should publish a plan. (Paragraph 24)
        4. We welcome the new office.
        =====
        Ministers should tell Parliament what it costs. (Paragraph 30)
        5. We urge Harbour England to answer letters. (Paragraph 31)
        # Appendix 1: List of members
        6. Lord Quay should be mentioned.
        """,
        "recommendation 3: The Government should publish a plan. (Paragraph 24) [government department] p1",
        "recommendation 4: We welcome the new office. Ministers should tell Parliament what it costs. (Paragraph 30) [government department] p1",
        "recommendation 5: We urge Harbour England to answer letters. (Paragraph 31) [] p2");

    [Fact]
    public void Codes_of_agencies_are_labels_in_a_list_of_recommendations_and_nowhere_else() => Holds("""
        # 3 What happened
        SW4 The worker left in May. She should have been replaced.
        # 10 Recommendations
        MA1 The Partnership should meet parents.
        POL2: Officers should record the name of every child in a house.
        R3. Ensure that interpreters are booked.
        """,
        "recommendation MA1: The Partnership should meet parents. [board / partnership] p1",
        "recommendation POL2: Officers should record the name of every child in a house. [police] p1",
        "recommendation R3: Ensure that interpreters are booked. [] p1");

    [Fact]
    public void A_code_in_brackets_behind_the_sentence_is_its_number() => Holds("""
        # Recommendations
        * The railway should measure loads before they leave. (014/21)
        * Drivers should be told. (Recommendation 2)
        """,
        "recommendation 014/21: The railway should measure loads before they leave. (014/21) [] p1",
        "recommendation 2: Drivers should be told. (Recommendation 2) [] p1");

    [Fact]
    public void Plain_paragraphs_that_ask_are_read_where_nothing_is_counted() => Holds("""
        # Recommendations
        The panel thought hard about its recommendations and kept them to two.
        The Board should ask each agency what it has done with the last review.
        That review is still on its web site.
        Cafcass should tell the Board about children who are not heard.
        # Conclusion
        The family should be thanked.
        """,
        "recommendation : The Board should ask each agency what it has done with the last review. [board / partnership] p1",
        "recommendation : Cafcass should tell the Board about children who are not heard. [Cafcass / courts] p1");

    [Fact]
    public void A_lead_in_opens_a_list_wherever_it_stands_and_names_who_is_asked() => Holds("""
        # Summary
        The review makes the following recommendations:
        1. Use the new form.
        2. Stop using the old one.
        Staff were kind.
        # Recommendations
        The Board should:
        * publish the form
        * count its use
        """,
        "recommendation 1: Use the new form. [] p1",
        "recommendation 2: Stop using the old one. [] p1",
        "recommendation : publish the form [board / partnership] p1",
        "recommendation : count its use [board / partnership] p1");

    [Fact]
    public void An_abstract_parts_its_recommendations_by_semicolons() => Holds("""
        Learning: listen to children. Model: systems.
        Recommendations include: ensure that schools keep chronologies; review the bruising protocol; ask the police to audit custody records.
        """,
        "recommendation : ensure that schools keep chronologies [] p1",
        "recommendation : review the bruising protocol [] p1",
        "recommendation : ask the police to audit custody records [] p1");

    [Fact]
    public void Questions_for_the_board_follow_their_finding_and_questions_for_a_team_are_none() => Holds("""
        # 6.2 Missed appointments
        Finding 1: Nobody adds up what a child has missed.
        ## How did the issue show?
        Six letters were sent. The parents should have been rung.
        ## Questions for the Board
        * Who counts?
        * Would the Board
        =====
        know if nobody did?
        # Questions for your team
        * Who counts here?
        """,
        "finding 1: Nobody adds up what a child has missed. [] p1",
        "question : Who counts? [board / partnership] p1",
        "question : Would the Board know if nobody did? [board / partnership] p1");

    [Fact]
    public void Learning_points_are_read_as_boxes_as_labels_and_as_a_counted_chapter() => Holds("""
        # 5 Analysis
        Practice learning: parents are partners
        Ask parents first.
        The next visit was cancelled.
        Learning Point 4 Say the child’s age aloud.
        # 8. LEARNING POINTS
        1. Ring if you can.
        2. Write down what you hear.
        # 9 Findings
        The chapter has findings in its title and prose in its body.
        """,
        "learningPoint : parents are partners/Ask parents first. [] p1",
        "learningPoint 4: Say the child’s age aloud. [] p1",
        "learningPoint 1: Ring if you can. [] p1",
        "learningPoint 2: Write down what you hear. [] p1");

    [Fact]
    public void A_table_of_answers_gives_what_is_answered() => Holds("""
        # Response to recommendations
        | Recommendation | Response |
        | 1. The Board should count. | The Board agrees and has counted. |
        | 2. Schools should count. | Schools accept this. |
        """,
        "recommendation 1: The Board should count. [board / partnership] p1",
        "recommendation 2: Schools should count. [schools] p1");

    [Fact]
    public void An_action_plan_that_shortens_the_chapter_is_its_second_place() => Holds("""
        # 8 Recommendations
        8.1 The Board should adopt a protocol on the sharing of diaries with every nursery in the county.
        8.2 Probation should tell Children’s Social Care of each release.
        =====
        # Appendix A Action plan
        | No | Recommendation | Action | Lead |
        | 1 | Protocol on diaries | Written | Business manager |
        | 2 | Notice of releases | Agreed | Head of probation |
        """,
        "recommendation 8.1: The Board should adopt a protocol on the sharing of diaries with every nursery in the county. [board / partnership] p1+2",
        "recommendation 8.2: Probation should tell Children’s Social Care of each release. [probation] p1+2");
}
